import Anatomy
import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors

/// The tension in the skin layer: the first principal Cauchy stress along the skin, at half its thickness.
///
/// σ = σ_iso − (n · σ_iso n) 1 with σ_iso = P_iso Fᵀ/J: the skin is thin and nothing pulls at its outside, so that
/// no stress acts along its normal n and the pressure follows from that.
///
/// What the fat pulls at its inside, about a tenth of a kPa, is left out.
public struct SkinStress: Sendable {
  private let block: CellBlock
  /// One for the whole skin, or one per triangle.
  private let laws: [any HyperelasticLaw<Double>]
  /// Places of the nodes in the shape without load, in m.
  private let rest: [Vector3]

  /// - Parameters:
  ///   - face: whose skin.
  ///   - rest: places of all nodes where nothing pulls, in m.
  ///   - changed: what has become of the skin since it was captured.
  public init(
    of face: FaceSolid, rest: [Vector3], changed: (SolidRegion) -> SolidRegion = { $0 }
  ) {
    let mesh = face.solid.mesh
    guard let skin = mesh.blocks.firstIndex(where: { $0.region == TissueLayer.skin.rawValue })
    else {
      preconditionFailure("a face without skin")
    }
    self.init(mesh.blocks[skin], of: changed(face.solid.regions[skin]), rest: rest)
  }

  /// - Parameters:
  ///   - block: wedges whose ζ runs outwards.
  ///   - region: what they are made of.
  ///   - rest: places of all nodes where nothing pulls, in m.
  init(_ block: CellBlock, of region: SolidRegion, rest: [Vector3]) {
    (self.block, self.rest) = (block, rest)
    laws = region.materials.map { $0.evaluated(over: Double.self) }
  }

  /// ∂N/∂ξ of the skin's cells at half its thickness, under the point (ξ, η) of a triangle.
  public static func gradients(under point: Vector3) -> [Vector3] {
    Wedge15.gradients(at: Vector3(point.x, point.y, 0))
  }

  /// The tension under a point of the skin.
  ///
  /// - Parameters:
  ///   - triangle: of the skin.
  ///   - gradients: those under the point.
  ///   - positions: places of all nodes under load, in m.
  /// - Returns: in Pa; negative where the skin is compressed in all directions.
  public func firstPrincipal(triangle: Int, gradients: [Vector3], positions: [Vector3]) -> Double {
    let nodes = block.nodes(ofCell: triangle)
    let now = Self.tangents(nodes, gradients, positions)
    let F = now * Self.tangents(nodes, gradients, rest).inverse
    let law = laws.count == 1 ? laws[0] : laws[triangle]
    let stress = law.isochoricStress(at: F) * F.transpose * (1 / F.determinant)
    let a = Vector3(now.xx, now.yx, now.zx).normalized
    let n = a.cross(Vector3(now.xy, now.yy, now.zy)).normalized
    return Self.firstPrincipal(of: stress, along: a, n.cross(a)) - n.dot(stress * n)
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
