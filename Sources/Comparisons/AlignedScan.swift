import Meshes
import Reports
import Scans
import Scenarios
import Tensors

/// A later scan of a face, moved without bending to where a prediction of it lies.
struct AlignedScan: Sendable {
  let judged: JudgedScan
  /// From the axes of the scan to those of the prediction.
  let motion: Similarity
  /// The scan without what fills its holes, in m, in the axes of the prediction.
  let surface: TriangleSurface
  let still: StillZones
  /// Mean and root mean square of the distance that is left over the still zones, in m.
  let meanDistance: Double
  let rootMeanSquare: Double

  /// What a difference must exceed to mean anything, in m: the mean distance over zones that should not have
  /// moved, and at least what results are told to.
  var floor: Double { max(meanDistance, Self.leastFloor) }
  private static let leastFloor = 0.01e-3

  /// Points of the prediction that are aligned, at most: more do not move the result.
  private static let mostPoints = 8000

  /// Aligns a scan by the zones that move least.
  ///
  /// - Parameters:
  ///   - judged: the scan.
  ///   - face: the prediction.
  init(_ judged: JudgedScan, to face: PredictedFace) {
    self.judged = judged
    var (scanned, filled) = judged.scan.detail
    scanned.removeTriangles(scanned.triangles.indices.map(filled.contains))
    scanned.removeUnreferencedVertices()
    let still = StillZones(face.predictions)
    let inStill = face.zones.indices.filter { face.zones[$0].map(still.names.contains) ?? false }
    let spacing = max(1, inStill.count / Self.mostPoints)
    let points = stride(from: 0, to: inStill.count, by: spacing).map {
      face.surface.positions[inStill[$0]]
    }
    let alignment = RigidAlignment(
      points, to: scanned, from: Self.start(from: face.judged, to: judged, zones: still.names))
    let motion = alignment.motion.undone
    (self.motion, self.still) = (motion, still)
    scanned.positions = scanned.positions.map { motion($0) }
    surface = scanned
    let distances = alignment.distances.compactMap { $0 }
    let count = Double(distances.count)
    meanDistance = distances.reduce(0, +) / count
    rootMeanSquare = (distances.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
  }

  /// Roughly from the prediction to the scan, by the vertices of the atlas that both have in these zones.
  private static func start(from face: JudgedScan, to scan: JudgedScan, zones names: [String])
    -> Similarity
  {
    let (a, b) = (face.laid.registration, scan.laid.registration)
    var isChosen = [Bool](repeating: false, count: a.surface.positions.count)
    for (t, corners) in a.surface.triangles.enumerated() {
      guard names.contains(face.zones.zones[face.zones.zoneOfTriangle[t]].name) else { continue }
      for c in 0..<3 { isChosen[Int(corners[c])] = true }
    }
    let met = isChosen.indices.filter {
      isChosen[$0] && !a.residuals[$0].isNaN && !b.residuals[$0].isNaN
    }
    let chosen = met.count >= Similarity.leastPoints ? met : Array(isChosen.indices)
    return .rigid(
      chosen.map { a.surface.positions[$0] }, to: chosen.map { b.surface.positions[$0] })
  }
}
