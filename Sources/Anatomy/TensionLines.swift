import Meshes
import Scans
import Tensors

/// The relaxed skin tension lines on the triangles of a skin.
public struct TensionLines: Sendable {
  /// Unit vectors in the planes of the triangles; the sign means nothing.
  public private(set) var directions: [Vector3]
  /// From 0 (no direction, lines meet or turn) to 1 (all lines along the direction), one per triangle.
  public let order: [Double]

  /// Lines bend from one zone to the next over about this length, in m.
  static let transition = 5e-3

  /// The lines of the atlas.
  ///
  /// The rules of the zones as tensors t⊗t, smoothed over the surface; a direction is the eigenvector of
  /// the largest eigenvalue in the plane of the triangle, so that a line has no front end.
  ///
  /// - Parameters:
  ///   - surface: the atlas' surface or one of its levels, undeformed, in m.
  ///   - zoneOfTriangle: a number in `atlas.zones` for each triangle.
  ///   - atlas: whose landmarks and zones.
  public init(on surface: TriangleSurface, zoneOfTriangle: [Int], atlas: Atlas) {
    let rules = TensionLineRules(landmarks: atlas.landmarks)
    var (sums, areas) = (
      [Matrix3](repeating: .zero, count: surface.positions.count),
      [Double](repeating: 0, count: surface.positions.count)
    )
    for (t, triangle) in surface.triangles.enumerated() {
      let (middle, area) = (surface.centroid(t), surface.areaVector(t))
      let tensor = rules.tensor(
        at: middle, normal: area.normalized, zone: atlas.zones[zoneOfTriangle[t]].name)
      for c in 0..<3 {
        sums[Int(triangle[c])] = sums[Int(triangle[c])] + tensor * area.length
        areas[Int(triangle[c])] += area.length
      }
    }
    let vertices = zip(sums, areas).map { $0 * (1 / max($1, 1e-30)) }
    let smooth = SurfaceSmoother(surface, topology: SurfaceTopology(surface))
      .smoothed(vertices, over: Self.transition)
    let lines = surface.triangles.indices.map { t -> (direction: Vector3, order: Double) in
      let corners = surface.triangles[t]
      let tensor = (0..<3).reduce(Matrix3.zero) { $0 + smooth[Int(corners[$1])] }
      return Self.principal(of: tensor, normal: surface.areaVector(t).normalized)
    }
    (directions, order) = (lines.map(\.direction), lines.map(\.order))
  }

  /// The eigenvector of the larger eigenvalue in the plane across `normal`, and (λ₁ − λ₂)/(λ₁ + λ₂).
  private static func principal(of tensor: Matrix3, normal: Vector3) -> (
    direction: Vector3, order: Double
  ) {
    let reference = abs(normal.x) < 0.6 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
    let a = (reference - reference.dot(normal) * normal).normalized
    let b = normal.cross(a)
    let (aa, bb, ab) = (a.dot(tensor * a), b.dot(tensor * b), a.dot(tensor * b))
    let twice = Vector3(aa - bb, 2 * ab, 0)
    // 2φ is the angle of (aa − bb, 2ab).
    let angle = 0.5 * (twice.y < 0 ? -1 : 1) * Double.angle(between: Vector3(1, 0, 0), twice)
    let direction = Double.cosine(angle) * a + Double.sine(angle) * b
    return (direction, aa + bb > 0 ? twice.length / (aa + bb) : 0)
  }

  /// The lines on the same triangles after their surface was bent.
  ///
  /// A line keeps its way through the corners of its triangle: t′ ∝ F t with the map F of the triangle.
  ///
  /// - Parameters:
  ///   - surface: where the lines are.
  ///   - bent: the same triangles elsewhere.
  /// - Returns: lines in the planes of the bent triangles.
  public func carried(from surface: TriangleSurface, to bent: TriangleSurface) -> TensionLines {
    var lines = self
    for (t, corners) in surface.triangles.enumerated() {
      let (p, q) = (
        (0..<3).map { surface.positions[Int(corners[$0])] },
        (0..<3).map { bent.positions[Int(corners[$0])] }
      )
      let (e, f) = (p[1] - p[0], p[2] - p[0])
      let normal = e.cross(f)
      let area = normal.dot(normal)
      // Barycentric rates along t, by the dual basis of the sides.
      let alongE = directions[t].dot(f.cross(normal)) / area
      let alongF = directions[t].dot(normal.cross(e)) / area
      lines.directions[t] = (alongE * (q[1] - q[0]) + alongF * (q[2] - q[0])).normalized
    }
    return lines
  }
}

extension SurfaceSmoother {
  /// A smoothed copy of a field of symmetric tensors at the vertices.
  fileprivate func smoothed(_ tensors: [Matrix3], over length: Double) -> [Matrix3] {
    let places: [KeyPath<Matrix3, Double> & Sendable] = [\.xx, \.yy, \.zz, \.xy, \.yz, \.xz]
    let fields = smoothed(
      places.map { place in tensors.map { $0[keyPath: place] } },
      over: Array(repeating: length, count: tensors.count))
    return tensors.indices.map { v in
      let (xx, yy, zz) = (fields[0][v], fields[1][v], fields[2][v])
      let (xy, yz, xz) = (fields[3][v], fields[4][v], fields[5][v])
      return Matrix3(xx, xy, xz, xy, yy, yz, xz, yz, zz)
    }
  }
}

extension TriangleSurface {
  /// The middle of triangle `t`.
  fileprivate func centroid(_ t: Int) -> Vector3 {
    let c = triangles[t]
    return (positions[Int(c.x)] + positions[Int(c.y)] + positions[Int(c.z)]) / 3
  }

  /// Normal of triangle `t`, as long as its area.
  func areaVector(_ t: Int) -> Vector3 {
    let c = triangles[t]
    let a = positions[Int(c.x)]
    return (positions[Int(c.y)] - a).cross(positions[Int(c.z)] - a) / 2
  }
}
