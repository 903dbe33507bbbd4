import Anatomy
import Measures
import ReferenceElements
import Tensors

/// What a way of the tissue does to each triangle of the skin.
struct SkinField {
  /// One point of the skin.
  struct Sample {
    /// Its part of the area of the skin as captured, in m².
    var area: Double
    /// Outwards, as captured.
    var normal: Vector3
    var displacement: Vector3
    var squaredGradient: Double
    var stretch: SkinStretch
    /// In Pa.
    var tension: Double
  }

  private let tissue: TissueMesh
  private let displacements: [Vector3]
  private let start: [Vector3]
  private let end: [Vector3]
  /// Whether stress is counted from that at the start.
  private let isRelative: Bool
  private let stress: SkinStress
  private let rule = Quadrature.triangle(.degree4)
  private let swept = SweptVolume(of: .triangle6)

  init(of motion: SkinMotion, on face: FaceSolid) {
    let captured = face.tissue.mesh.positions
    func places(_ displacements: [Vector3]) -> [Vector3] { zip(captured, displacements).map(+) }
    tissue = face.tissue
    displacements = motion.displacements
    (start, end) = (motion.start.map(places) ?? captured, places(motion.end))
    isRelative = motion.start != nil
    stress = SkinStress(of: face, rest: places(motion.rest))
  }

  /// The volume in m³ between a triangle at the start and at the end of the way.
  func sweptVolume(ofTriangle t: Int) -> Double {
    let nodes = tissue.skinNodes(ofTriangle: t)
    return swept.volume(from: nodes.map { start[$0] }, to: nodes.map { end[$0] })
  }

  /// The points at which a triangle is looked at; their areas add up to its own.
  func samples(ofTriangle t: Int) -> [Sample] {
    let nodes = tissue.skinNodes(ofTriangle: t)
    return zip(rule.points, rule.weights).map { point, weight in
      let gradients = Triangle6.gradients(at: point)
      let area = tissue.skinAreaVector(triangle: t, gradients: gradients)
      let barycentrics = Vector3(1 - point.x - point.y, point.x, point.y)
      return Sample(
        area: area.length * weight, normal: area.normalized,
        displacement: tissue.skinValue(of: displacements, triangle: t, barycentrics: barycentrics),
        squaredGradient: tissue.squaredGradient(
          of: displacements, triangle: t, gradients: gradients),
        stretch: SkinStretch(
          from: Self.tangents(nodes, gradients, start), to: Self.tangents(nodes, gradients, end)),
        tension: tension(triangle: t, at: point))
    }
  }

  private func tension(triangle t: Int, at point: Vector3) -> Double {
    let after = stress.firstPrincipal(triangle: t, at: point, positions: end)
    guard isRelative else { return after }
    return after - stress.firstPrincipal(triangle: t, at: point, positions: start)
  }

  private static func tangents(_ nodes: [Int], _ gradients: [Vector3], _ positions: [Vector3]) -> (
    along: Vector3, across: Vector3
  ) {
    var (along, across) = (Vector3.zero, Vector3.zero)
    for (node, g) in zip(nodes, gradients) {
      along += g.x * positions[node]
      across += g.y * positions[node]
    }
    return (along, across)
  }
}
