import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct FaceRendererTests {
  /// A sphere of 80 mm radius, refined from an octahedron, outward.
  static func sphere(levels: Int) -> TriangleSurface {
    var surface = TriangleSurface(
      positions: [
        Vector3(1, 0, 0), Vector3(-1, 0, 0), Vector3(0, 1, 0), Vector3(0, -1, 0),
        Vector3(0, 0, 1), Vector3(0, 0, -1),
      ],
      triangles: [
        SIMD3(0, 2, 4), SIMD3(2, 1, 4), SIMD3(1, 3, 4), SIMD3(3, 0, 4), SIMD3(2, 0, 5),
        SIMD3(1, 2, 5), SIMD3(3, 1, 5), SIMD3(0, 3, 5),
      ])
    for _ in 0..<levels {
      var middles: [SIMD2<Int32>: Int32] = [:]
      var fine: [SIMD3<Int32>] = []
      func middle(_ a: Int32, _ b: Int32) -> Int32 {
        let key = SIMD2(min(a, b), max(a, b))
        if let known = middles[key] { return known }
        surface.positions.append((surface.positions[Int(a)] + surface.positions[Int(b)]).normalized)
        middles[key] = Int32(surface.positions.count - 1)
        return Int32(surface.positions.count - 1)
      }
      for t in surface.triangles {
        let (d, e, f) = (middle(t.x, t.y), middle(t.y, t.z), middle(t.z, t.x))
        fine += [SIMD3(t.x, d, f), SIMD3(d, t.y, e), SIMD3(f, e, t.z), SIMD3(d, e, f)]
      }
      surface.triangles = fine
    }
    surface.positions = surface.positions.map { $0 * 0.08 }
    return surface
  }

  /// A square of 200 mm across z, facing the front camera, its left edge at `x`.
  static func wall(from x: Double) -> TriangleSurface {
    TriangleSurface(
      positions: [
        Vector3(x, -0.1, 0), Vector3(x + 0.2, -0.1, 0), Vector3(x + 0.2, 0.1, 0),
        Vector3(x, 0.1, 0),
      ], triangles: [SIMD3(0, 1, 2), SIMD3(0, 2, 3)])
  }

  static let framing = Framing(center: .zero, height: 0.24)

  /// What arrives at an open place: main lamp, wide lamps and surroundings, over π.
  static func light(_ lighting: Lighting, at point: Vector3, normal n: Vector3) -> Double {
    lighting.keyStrength * max(0, n.dot((lighting.keyPosition - point).normalized))
      + openLight(lighting, normal: n)
  }

  /// The same without the main lamp.
  static func openLight(_ lighting: Lighting, normal n: Vector3) -> Double {
    func wrapped(_ lamp: Vector3) -> Double { max(0, (n.dot(lamp) + 0.5) / 1.5) }
    let sides = wrapped(lighting.sideDirections.left) + wrapped(lighting.sideDirections.right)
    // The mean direction of a cosine lobe is 2/3 of its axis.
    let sky = 0.72 + 0.28 * 2 / 3 * n.dot(lighting.skyUp)
    return lighting.sideStrength * sides + lighting.skyStrength * sky
  }

  @Test func `shows lengths at the scale of its framing`() throws {
    for view in PortraitView.standard {
      let camera = Camera(view: view, framing: Self.framing, width: 180, height: 240)
      let middle = try #require(camera.project(.zero))
      #expect((Vector3(middle.x, middle.y, 0) - Vector3(90, 120, 0)).length < 1e-9)
      // 240 pixels show 240 mm: 30 mm up is 30 pixels up.
      let up = try #require(camera.project(camera.up * 0.03))
      #expect(abs(up.y - 90) < 1e-9 && abs(up.x - 90) < 1e-9)
      let back = camera.direction(x: up.x, y: up.y)
      let toPoint = (camera.up * 0.03 - camera.position).normalized
      #expect((back - toPoint).length < 1e-12)
    }
    let left = Camera(view: .leftProfile, framing: Self.framing, width: 180, height: 240)
    let nose = try #require(left.project(Vector3(0, 0, 0.05)))
    #expect(nose.x < 90, "seen from the subject's left, the nose points to the left")
  }

  @Test func `frames a surface in the middle of every view`() {
    let surface = TriangleSurface(
      positions: Self.sphere(levels: 3).positions.map {
        $0 * Vector3(1, 1.4, 0.6) + Vector3(0, 0.3, 1)
      },
      triangles: Self.sphere(levels: 3).triangles)
    let framing = Framing(fitting: surface, aspect: 0.75)
    var fullest = 0.0
    for view in PortraitView.standard {
      let camera = Camera(view: view, framing: framing, width: 300, height: 400)
      let bounds = camera.bounds(of: surface.positions)
      #expect(abs(bounds.low.x + bounds.high.x - 300) < 2, "\(view.id)")
      #expect(abs(bounds.low.y + bounds.high.y - 400) < 2, "\(view.id)")
      fullest = max(fullest, (bounds.high.y - bounds.low.y) / 400)
      #expect(bounds.low.x > 0 && bounds.low.y > 0)
    }
    #expect(abs(fullest - 1 / 1.07) < 0.01)
  }

  @Test func `lights an open wall and a sphere as the closed form says`() throws {
    let camera = Camera(view: .front, framing: Self.framing, width: 90, height: 120)
    let lighting = Lighting(camera: camera, center: .zero)
    for surface in [Self.wall(from: -0.1), Self.sphere(levels: 4)] {
      let drawn = DrawableSurface(surface)
      let index = SurfaceIndex(drawn.surface)
      let surroundings = Surroundings(of: drawn, index: index, quality: .standard, threads: 2)
      let light = VertexLight(
        of: drawn, index: index, surroundings: surroundings, lighting: lighting,
        quality: .standard, threads: 2)
      var tested = 0
      for i in stride(from: 0, to: drawn.surface.positions.count, by: 7) {
        let (p, n) = (drawn.surface.positions[i], drawn.normals[i])
        let toKey = (lighting.keyPosition - p).normalized
        // The whole of the main lamp must be above the horizon, or the closed form is another.
        guard n.dot(toKey) > 0.3 else { continue }
        tested += 1
        let key = lighting.keyStrength * n.dot(toKey)
        let open = Self.openLight(lighting, normal: n)
        // 96 evenly spread directions: the mean of a smooth function is good to about 1/96.
        #expect(abs(light.diffuse[i] - (key + open)) < 0.28 * lighting.skyStrength * 0.05)
        #expect(light.openness[i] == 1 && light.keyVisibility[i] == 1)
      }
      #expect(tested > 50)
    }
  }

  @Test func `gives matte plaster the light times its albedo`() throws {
    var matte = SkinMaterial.plaster
    matte.reflectance = 0
    matte.albedo = LinearColor(0.5, 0.4, 0.3)
    let renderer = FaceRenderer(surface: Self.wall(from: -0.1), framing: Self.framing)
    let picture = renderer.render(view: .front, width: 90, height: 120, material: matte)
    let camera = Camera(view: .front, framing: Self.framing, width: 90, height: 120)
    let lighting = Lighting(camera: camera, center: .zero)
    let light = Self.light(lighting, at: .zero, normal: Vector3(0, 0, 1))
    // Schlick's term is left without reflectance: (1 − cos)⁵ of at most 0.003 here.
    #expect((picture[45, 60] - matte.albedo * light).length < 0.006)
  }

  @Test func `gives a matte ball the light at each place times its albedo`() throws {
    var matte = SkinMaterial.plaster
    matte.reflectance = 0
    matte.albedo = LinearColor(0.5, 0.4, 0.3)
    let renderer = FaceRenderer(surface: Self.sphere(levels: 5), framing: Self.framing)
    for view in [PortraitView.front, .leftProfile, .submental] {
      let picture = renderer.render(view: view, width: 90, height: 120, material: matte)
      let camera = Camera(view: view, framing: Self.framing, width: 90, height: 120)
      let lighting = Lighting(camera: camera, center: .zero)
      for (x, y) in [(45, 60), (30, 60), (60, 60), (45, 45), (45, 75), (33, 48), (57, 72)] {
        // Where the ray through the middle of the pixel meets the ball, |p + t d| = 80 mm.
        let (p, d) = (camera.position, camera.direction(x: Double(x) + 0.5, y: Double(y) + 0.5))
        let b: Double = p.dot(d)
        let t = -b - (b * b - p.dot(p) + 0.08 * 0.08).squareRoot()
        let normal = (p + d * t).normalized
        let expected = matte.albedo * Self.light(lighting, at: p + d * t, normal: normal)
        // The surroundings are sampled (0.5 % of them) and Schlick's term leaves (1 − cos)⁵ < 0.002; over the
        // two pixels of the filter light is curved by less than 0.001.
        let error: Double = (picture[x, y] - expected).length
        #expect(error < 0.006, "\(view.id) \(x) \(y)")
      }
    }
  }

  @Test func `covers a pixel at an edge by the part that its filter sees`() {
    // 1 mm is a pixel: the edge lies 0.3 pixels right of the middle of column 50.
    let edge = 0.0058
    let renderer = FaceRenderer(surface: Self.wall(from: edge), framing: Self.framing)
    let field = ScalarField(values: [0, 0, 0, 0], scale: .signed(upTo: 1, title: "flat"))
    let picture = renderer.render(view: .front, width: 90, height: 240, field: field)
    let column = 45 + edge * 1000
    let inside = picture[70, 120].x
    let outside = picture[10, 120].x
    func share(_ pixel: Int) -> Double {
      // The tent about the pixel's middle, integrated to the right of the edge.
      let e = column - (Double(pixel) + 0.5)
      if e <= -1 { return 1 }
      if e >= 1 { return 0 }
      return e < 0 ? 1 - (1 + e) * (1 + e) / 2 : (1 - e) * (1 - e) / 2
    }
    for pixel in (Int(column) - 2)...(Int(column) + 2) {
      var mean = 0.0
      for row in 60..<180 { mean += (picture[pixel, row].x - outside) / (inside - outside) / 120 }
      // 12 rays near it in each of 120 rows.
      #expect(abs(mean - share(pixel)) < 0.02, "column \(pixel)")
    }
  }

  @Test func `gives the same bits with one, two and three threads`() {
    let surface = Self.sphere(levels: 4)
    let values = surface.positions.map { 40 * $0.x }
    let field = ScalarField(
      values: values, scale: .signed(upTo: 3, title: "x", deadBand: 0.2, contourStep: 1))
    let pictures = [1, 2, 3].map { threads in
      FaceRenderer(surface: surface, threads: threads)
    }.map {
      (
        $0.render(view: .leftOblique, width: 60, height: 80),
        $0.render(view: .front, width: 60, height: 80, field: field)
      )
    }
    for (skin, colored) in pictures.dropFirst() {
      #expect(skin == pictures[0].0)
      #expect(colored == pictures[0].1)
    }
  }

  @Test func `colours a face as its bar says, at most as dark as promised`() {
    let surface = Self.sphere(levels: 4)
    let field = ScalarField(
      values: surface.positions.map { _ in 2 }, scale: .magnitude(upTo: 4, title: "flat"))
    let picture = FaceRenderer(surface: surface, framing: Self.framing)
      .render(view: .front, width: 90, height: 120, field: field)
    let promised = ColorMap.sequential.color(at: 0.5)
    for (x, y) in [(45, 60), (30, 60), (45, 90), (60, 75)] {
      let share = picture[x, y] / promised
      #expect(share.max() - share.min() < 1e-5, "hue and saturation stay")
      #expect(share.x >= FieldShader.darkest && share.x <= 1 + 1e-6)
    }
  }

  @Test func `draws contour lines where the levels are`() {
    // The field rises by 1 per 10 pixels to the right: 1 mm is a pixel, lines are 10 apart.
    let wall = Self.wall(from: -0.1)
    let field = ScalarField(
      values: wall.positions.map { $0.x * 100 },
      scale: .signed(upTo: 20, title: "x", contourStep: 1))
    let picture = FaceRenderer(surface: wall, framing: Self.framing, quality: .final)
      .render(view: .front, width: 90, height: 240, field: field)
    for column in 10..<80 {
      let level = (Double(column) + 0.5 - 45) / 10
      let distance = abs(level - level.rounded()) * 10
      let darkness =
        picture[column, 120].luminance / ColorMap.diverging.color(at: 0.5 + level / 40).luminance
      if distance > 2.5 { #expect(darkness > 0.7, "column \(column)") }
      if distance < 0.6 { #expect(darkness < 0.7, "column \(column)") }
    }
  }
}
