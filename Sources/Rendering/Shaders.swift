import Meshes
import Tensors

/// Tells the colour of a surface where a ray meets it.
protocol Shader: Sendable {
  func color(of hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> LinearColor
}

extension DrawableSurface {
  /// The unit normal at a hit, smooth, and turned against the ray.
  ///
  /// - Returns: the normal, and whether the surface is seen from behind.
  func shadingNormal(at hit: SurfaceIndex.RayHit, seenAlong direction: Vector3)
    -> (normal: Vector3, isBack: Bool)
  {
    let isBack = hit.normal.dot(direction) > 0
    let smooth = interpolated(normals, at: hit).normalized
    return (isBack ? -smooth : smooth, isBack)
  }

  /// Values of the vertices, weighted as the hit lies between them.
  func interpolated(_ values: [Vector3], at hit: SurfaceIndex.RayHit) -> Vector3 {
    let t = surface.triangles[hit.triangle]
    let w = hit.barycentrics
    return values[Int(t.x)] * w.x + values[Int(t.y)] * w.y + values[Int(t.z)] * w.z
  }
}

/// The inside of the sheet, and the caps of openings: plainly not skin.
private let insideAlbedo = LinearColor(sRGBGray: 0.50)
private let capAlbedo = LinearColor(sRGBGray: 0.50)

/// The inside of the sheet where colours stand for something.
let insideColor = insideAlbedo * 0.6

/// The even grey of a cap, whatever light falls on it.
func capColor(normal: Vector3, direction: Vector3) -> LinearColor {
  capAlbedo * (0.5 + 0.5 * abs(normal.dot(direction)))
}

/// Skin: light that wandered below it, and the soft gloss of its surface.
struct SkinShader: Shader {
  let drawn: DrawableSurface
  /// Irradiance over π per channel, spread below the skin, on vertices.
  let diffuse: [Vector3]
  /// Visibility of the main lamp, openness, unspread diffuse light.
  let direct: [Vector3]
  let lighting: Lighting
  let material: SkinMaterial
  /// Tells the albedo where the surface has colours of its own.
  let painted: PaintedSurface?

  init(
    drawn: DrawableSurface, light: VertexLight, diffusion: LightDiffusion, lighting: Lighting,
    material: SkinMaterial, painted: PaintedSurface?
  ) {
    (self.drawn, self.lighting, self.material) = (drawn, lighting, material)
    self.painted = painted
    let channels = (0..<3).map {
      diffusion.spread(light.diffuse, radius: material.scattering[$0])
    }
    diffuse = light.diffuse.indices.map {
      // Beside a dark crease red light leaks away first; real skin does not turn blue there, since
      // the crease gives back what its own blood colours.
      let blue = channels[2][$0]
      let green = max(channels[1][$0], 0.97 * blue)
      return Vector3(max(channels[0][$0], 0.97 * green), green, blue)
    }
    direct = light.diffuse.indices.map {
      Vector3(light.keyVisibility[$0], light.openness[$0], light.diffuse[$0])
    }
  }

  func color(of hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> LinearColor {
    let (normal, isBack) = drawn.shadingNormal(at: hit, seenAlong: direction)
    let local = drawn.interpolated(direct, at: hit)
    if isBack { return insideAlbedo * 0.45 }
    if hit.triangle >= drawn.firstCap { return capColor(normal: normal, direction: direction) }
    let below = drawn.interpolated(diffuse, at: hit)
    let openness = min(max(local.y, 0), 1)
    let albedo = painted?.albedo(at: hit, seenAlong: direction) ?? material.albedo
    let bounced = interreflection(openness, albedo: albedo)
    let gloss = specular(
      normal: normal, point: hit.point, view: -direction, keyVisibility: local.x,
      openness: openness)
    return shoulder(albedo * below * bounced + LinearColor(repeating: gloss))
  }

  /// How much light gains in a hollow by being reflected there again, per channel; 1 in the open.
  ///
  /// - Source: J. Jimenez et al., *Practical real-time strategies for accurate indirect occlusion*
  ///   (2016), eq. 3, divided by the occlusion itself.
  private func interreflection(_ openness: Double, albedo rho: LinearColor) -> LinearColor {
    let one = LinearColor(repeating: 1)
    let a = 2.0404 * rho - 0.3324 * one
    let b = -4.7951 * rho + 0.6417 * one
    let c = 2.7552 * rho + 0.6903 * one
    let gain = a * openness * openness + b * openness + c
    // Half of it: the surroundings are not the only light, and lamps reach few hollows.
    return (pointwiseMax(gain, one) + one) / 2
  }

  /// Light reflected at the surface: the lamps as round sources seen in a rough mirror.
  private func specular(
    normal: Vector3, point: Vector3, view: Vector3, keyVisibility: Double, openness: Double
  ) -> Double {
    let toKey = lighting.keyPosition - point
    // A round lamp widens the lobe by its half angle.
    let widened = min(1, material.roughness + lighting.keyRadius / (2 * toKey.length))
    let key = microfacets(
      normal: normal, view: view, light: toKey.normalized, roughness: widened)
    func side(_ lamp: Vector3) -> Double {
      microfacets(normal: normal, view: view, light: lamp, roughness: 0.75)
    }
    let sides = side(lighting.sideDirections.left) + side(lighting.sideDirections.right)
    return lighting.keyStrength * keyVisibility * key + lighting.sideStrength * openness * sides
  }

  /// π times the reflectance of microfacets, times the cosine of incidence.
  ///
  /// - Source: B. Walter et al., *Microfacet models for refraction through rough surfaces* (2007)
  ///   (GGX); C. Schlick (1994) for the Fresnel term; visibility after E. Hammon (2017).
  private func microfacets(normal: Vector3, view: Vector3, light: Vector3, roughness alpha: Double)
    -> Double
  {
    let (nl, nv) = (normal.dot(light), max(normal.dot(view), 1e-3))
    guard nl > 0 else { return 0 }
    let half = (light + view).normalized
    let (nh, vh) = (max(normal.dot(half), 0), max(view.dot(half), 0))
    let squared = alpha * alpha
    let d = nh * nh * (squared - 1) + 1
    let distribution = squared / (d * d)
    let m = 1 - vh
    let fresnel = material.reflectance + (1 - material.reflectance) * (m * m * m * m * m)
    let visibility = 0.5 / (2 * nl * nv * (1 - alpha) + (nl + nv) * alpha)
    return distribution * fresnel * visibility * nl
  }
}

/// Dims a colour whose strongest channel exceeds 0.7, so that it nears 1 without being cut off.
///
/// All channels are dimmed alike: were each bent by itself, bright skin would turn yellow.
func shoulder(_ color: LinearColor) -> LinearColor {
  let top = color.max()
  guard top > 0.7 else { return color }
  let excess = (top - 0.7) / 0.3
  return color * ((0.7 + 0.3 * excess / (1 + excess)) / top)
}

/// Numbers as colours, shaded only as much as it takes to see the shape.
struct FieldShader: Shader {
  let drawn: DrawableSurface
  let scale: ColorScale
  let camera: Camera
  /// Values of the field on the vertices.
  let values: [Double]
  /// Positive where the field does not hold; empty where it does everywhere.
  let excesses: [Double]
  /// Magnitudes up to which values are grey; empty where none are.
  let bars: [Double]
  /// Unspread light over that of an open patch facing the lamp, on vertices.
  let shade: [Double]

  /// Nothing is darkened below this share of the colour in the bar.
  static let darkest = 0.62

  init(drawn: DrawableSurface, light: VertexLight, field: ScalarField, camera: Camera) {
    (self.drawn, scale, self.camera) = (drawn, field.scale, camera)
    values = drawn.spread(field.values)
    excesses = field.excesses.isEmpty ? [] : drawn.spread(field.excesses)
    bars = field.bars.isEmpty ? [] : drawn.spread(field.bars)
    shade = Self.shade(drawn, light: light, camera: camera)
  }

  /// How much of a colour is left on each vertex, to show the shape.
  static func shade(_ drawn: DrawableSurface, light: VertexLight, camera: Camera) -> [Double] {
    drawn.normals.indices.map { i in
      let facing = max(
        0, drawn.normals[i].dot(-camera.forward * 0.89 + camera.up * 0.45))
      let share = min(1, 0.45 * light.openness[i] + 0.62 * facing)
      return darkest + (1 - darkest) * share
    }
  }

  func color(of hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> LinearColor {
    if hit.normal.dot(direction) > 0 { return insideColor }
    let t = drawn.surface.triangles[hit.triangle]
    let w = hit.barycentrics
    let (a, b, c) = (Int(t.x), Int(t.y), Int(t.z))
    let light = shade[a] * w.x + shade[b] * w.y + shade[c] * w.z
    if hit.triangle >= drawn.firstCap {
      return capColor(normal: drawn.normals[a], direction: direction)
    }
    func between(_ numbers: [Double]) -> Double {
      numbers[a] * w.x + numbers[b] * w.y + numbers[c] * w.z
    }
    let isBeyond = !excesses.isEmpty && between(excesses) > 0
    let number = isBeyond ? .nan : between(values)
    let value = bars.isEmpty || abs(number) > between(bars) ? number : .nan
    let line = contourCoverage(value: value, hit: hit, direction: direction)
    let color = scale.color(of: value) * light
    return color.mixed(with: color * 0.25, line)
  }

  /// 1 on a contour line, 0 beside it.
  ///
  /// A line is as wide in the picture everywhere: the value is compared with its change from pixel
  /// to pixel.
  private func contourCoverage(value: Double, hit: SurfaceIndex.RayHit, direction: Vector3)
    -> Double
  {
    guard let step = scale.contourStep, value.isFinite else { return 0 }
    let level = (value / step).rounded() * step
    guard scale.range.contains(level), abs(level) > scale.deadBand ?? -1,
      level != 0 || scale.map.isDiverging
    else { return 0 }
    let gradient = self.gradient(of: hit.triangle)
    let cosine = direction.dot(hit.normal)
    guard abs(cosine) > 0.05 else { return 0 }
    let pixel = camera.pixelSlope * hit.distance
    func change(_ axis: Vector3) -> Double {
      gradient.dot(axis - direction * (axis.dot(hit.normal) / cosine)) * pixel
    }
    let perPixel = Vector3(change(camera.right), change(camera.up), 0).length
    let halfWidth = level == 0 ? 1.2 : 0.75
    // Where lines would touch each other they would hide the colour: leave them out.
    guard perPixel > 0, step / perPixel > 5 else { return 0 }
    return abs(value - level) < halfWidth * perPixel ? 1 : 0
  }

  /// Gradient of the field along a triangle, per m.
  private func gradient(of triangle: Int) -> Vector3 {
    let t = drawn.surface.triangles[triangle]
    let (a, b, c) = (Int(t.x), Int(t.y), Int(t.z))
    let p = drawn.surface.positions[a]
    let (u, v) = (drawn.surface.positions[b] - p, drawn.surface.positions[c] - p)
    let n = u.cross(v)
    let squared = n.dot(n)
    guard squared > 0 else { return .zero }
    return (v.cross(n) * (values[b] - values[a]) + n.cross(u) * (values[c] - values[a])) / squared
  }
}
