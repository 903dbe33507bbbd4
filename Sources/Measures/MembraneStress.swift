import Anatomy
import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors

/// The tension in a thin layer, such as the skin: the Cauchy stress along it, at half its thickness.
///
/// σ = σ_iso − (n · σ_iso n) 1 with σ_iso = P_iso Fᵀ/J: the layer is thin and nothing pulls at its outside, so that
/// no stress acts along its normal n and the pressure follows from that.
///
/// What the fat pulls at it, about a tenth of a kPa, is left out.
public struct MembraneStress: Sendable {
  private let block: CellBlock
  /// One for the whole layer, or one per triangle.
  private let laws: [any HyperelasticLaw<Double>]
  /// Places of the nodes in the shape without load, in m.
  private let rest: [Vector3]

  /// - Parameters:
  ///   - layer: of the face.
  ///   - face: whose.
  ///   - rest: places of all nodes where nothing pulls, in m.
  ///   - changed: what has become of the layer since the face was captured.
  public init(
    in layer: TissueLayer = .skin, of face: FaceSolid, rest: [Vector3],
    changed: (SolidRegion) -> SolidRegion = { $0 }
  ) {
    let mesh = face.solid.mesh
    guard let number = mesh.blocks.firstIndex(where: { $0.region == layer.rawValue }) else {
      preconditionFailure("a face without \(layer.rawValue)")
    }
    self.init(mesh.blocks[number], of: changed(face.solid.regions[number]), rest: rest)
  }

  /// - Parameters:
  ///   - block: wedges whose ζ runs outwards.
  ///   - region: what they are made of.
  ///   - rest: places of all nodes where nothing pulls, in m.
  init(_ block: CellBlock, of region: SolidRegion, rest: [Vector3]) {
    (self.block, self.rest) = (block, rest)
    laws = region.materials.map { $0.evaluated(over: Double.self) }
  }

  /// ∂N/∂ξ of the layer's cells at half its thickness, under the point (ξ, η) of a triangle.
  public static func gradients(under point: Vector3) -> [Vector3] {
    Wedge15.gradients(at: Vector3(point.x, point.y, 0))
  }

  /// The first principal stress under a point of the skin.
  ///
  /// - Parameters:
  ///   - triangle: of the skin.
  ///   - gradients: those under the point.
  ///   - positions: places of all nodes under load, in m.
  /// - Returns: in Pa; negative where the layer is compressed in all directions.
  public func firstPrincipal(triangle: Int, gradients: [Vector3], positions: [Vector3]) -> Double {
    let (stress, now) = isochoric(triangle, gradients, positions)
    let a = Vector3(now.xx, now.yx, now.zx).normalized
    let n = a.cross(Vector3(now.xy, now.yy, now.zy)).normalized
    return Self.firstPrincipal(of: stress, along: a, n.cross(a)) - n.dot(stress * n)
  }

  /// What the layer carries across a line in it, per length of the line: h (m · σ m), h its thickness under load.
  ///
  /// - Parameters:
  ///   - direction: m, across the line; its part along the layer counts.
  ///   - triangle: of the skin.
  ///   - gradients: those under a point of it.
  ///   - positions: places of all nodes under load, in m.
  /// - Returns: in N/m.
  public func lineTension(
    across direction: Vector3, triangle: Int, gradients: [Vector3], positions: [Vector3]
  ) -> Double {
    let (stress, now) = isochoric(triangle, gradients, positions)
    let n = Vector3(now.xx, now.yx, now.zx).cross(Vector3(now.xy, now.yy, now.zy)).normalized
    let m = (direction - direction.dot(n) * n).normalized
    // ζ runs from −1 to 1 through the layer.
    let thickness = 2 * Vector3(now.xz, now.yz, now.zz).dot(n)
    return thickness * (m.dot(stress * m) - n.dot(stress * n))
  }

  /// σ_iso under a point of a triangle, and ∂x/∂ξ there.
  private func isochoric(_ triangle: Int, _ gradients: [Vector3], _ positions: [Vector3])
    -> (stress: Matrix3, tangents: Matrix3)
  {
    let nodes = block.nodes(ofCell: triangle)
    let now = Self.tangents(nodes, gradients, positions)
    let F = now * Self.tangents(nodes, gradients, rest).inverse
    let law = laws.count == 1 ? laws[0] : laws[triangle]
    return (law.isochoricStress(at: F) * F.transpose * (1 / F.determinant), now)
  }

  /// The larger eigenvalue of a symmetric tensor in the plane of two orthonormal vectors.
  private static func firstPrincipal(of A: Matrix3, along a: Vector3, _ b: Vector3) -> Double {
    let (aa, bb, ab) = (a.dot(A * a), b.dot(A * b), a.dot(A * b))
    return (aa + bb) / 2 + ((aa - bb) / 2 * ((aa - bb) / 2) + ab * ab).squareRoot()
  }

  /// ∂x/∂ξ as columns.
  private static func tangents(
    _ nodes: ArraySlice<Int32>, _ gradients: [Vector3], _ positions: [Vector3]
  ) -> Matrix3 {
    zip(nodes, gradients).reduce(Matrix3.zero) { $0 + Matrix3(outer: positions[Int($1.0)], $1.1) }
  }
}
