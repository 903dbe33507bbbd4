import Anatomy
import Measures
import ReferenceElements
import Tensors
import Treatments

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

  /// A point of the rule, the same in every triangle.
  private struct Point {
    var weight: Double
    var barycentrics: Vector3
    var shapes: [Double]
    var gradients: [Vector3]
    /// Of the wedges below.
    var depthGradients: [Vector3]
  }

  let tissue: TissueMesh
  private let displacements: [Vector3]
  private let start: [Vector3]
  private let end: [Vector3]
  /// Whether stress is counted from that at the start.
  private let isRelative: Bool
  private let stress: (start: MembraneStress, end: MembraneStress)
  private let stiffness: (start: [Double]?, end: [Double]?)
  private let points: [Point]
  private let swept = SweptVolume(of: .triangle6)

  init(of motion: SkinMotion, on face: FaceSolid) {
    let captured = face.tissue.mesh.positions
    func places(_ displacements: [Vector3]) -> [Vector3] { zip(captured, displacements).map(+) }
    tissue = face.tissue
    displacements = motion.displacements
    (start, end) = (motion.start.map(places) ?? captured, places(motion.end))
    (isRelative, stiffness) = (motion.start != nil, motion.stiffness)
    let rest = places(motion.rest)
    func stress(_ changed: ChangedLayer?) -> MembraneStress {
      MembraneStress(of: face, rest: rest) { changed?.applied(to: $0) ?? $0 }
    }
    let after = stress(motion.skin.end)
    self.stress = (motion.skin.start == motion.skin.end ? after : stress(motion.skin.start), after)
    let rule = Quadrature.triangle(.degree4)
    points = zip(rule.points, rule.weights).map { point, weight in
      Point(
        weight: weight,
        barycentrics: Vector3(1 - point.x - point.y, point.x, point.y),
        shapes: Triangle6.shapes(at: point),
        gradients: Triangle6.gradients(at: point),
        depthGradients: MembraneStress.gradients(under: point))
    }
  }

  /// Where the points lie in every triangle.
  var barycentrics: [Vector3] { points.map(\.barycentrics) }

  /// The volume in m³ between a triangle at the start and at the end of the way.
  func sweptVolume(ofTriangle t: Int) -> Double {
    let nodes = tissue.skinNodes(ofTriangle: t)
    return swept.volume(from: nodes.map { start[$0] }, to: nodes.map { end[$0] })
  }

  /// The points at which a triangle is looked at; their areas add up to its own.
  func samples(ofTriangle t: Int) -> [Sample] {
    let nodes = tissue.skinNodes(ofTriangle: t)
    return points.map { point in
      let captured = Self.tangents(nodes, point.gradients, tissue.mesh.positions)
      let slopes = Self.tangents(nodes, point.gradients, displacements)
      let area = captured.along.cross(captured.across)
      var displacement = Vector3.zero
      for (node, N) in zip(nodes, point.shapes) { displacement += displacements[node] * N }
      return Sample(
        area: area.length * point.weight, normal: area.normalized, displacement: displacement,
        squaredGradient: TissueMesh.squaredGradient(of: slopes, over: captured),
        stretch: SkinStretch(
          from: Self.tangents(nodes, point.gradients, start),
          to: Self.tangents(nodes, point.gradients, end)),
        tension: tension(triangle: t, at: point))
    }
  }

  private func tension(triangle t: Int, at point: Point) -> Double {
    // Stress is proportional to the moduli.
    func tension(_ stress: MembraneStress, _ positions: [Vector3], _ factors: [Double]?) -> Double {
      (factors?[tissue.sheet.zoneOfTriangle[t]] ?? 1)
        * stress.firstPrincipal(
          triangle: t, gradients: point.depthGradients, positions: positions)
    }
    let after = tension(stress.end, end, stiffness.end)
    return isRelative ? after - tension(stress.start, start, stiffness.start) : after
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
