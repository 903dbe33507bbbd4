import Meshes
import Rendering
import Scenarios
import Tensors

/// Whom the pictures of a run show: the scan with its own detail and colours, or the atlas' face.
struct OutcomeSubject {
  /// Before any step, in m, in the frame of the head.
  let surface: TriangleSurface
  /// Its texture or colours; nil for skin of an even tone.
  let paint: SurfacePaint?
  /// Why a texture that is there is not shown.
  let complaint: String?
  private let prepared: PreparedFace

  /// - Parameters:
  ///   - prepared: the face of the run.
  ///   - tone: of the skin, where a scan has no colours of its own.
  init(_ prepared: PreparedFace, tone: SkinTone) {
    self.prepared = prepared
    guard let detail = prepared.detail else {
      (surface, paint, complaint) = (prepared.skin, nil, nil)
      return
    }
    let scan = detail.surfaceWithNeutralPatches(tone)
    surface = scan
    do {
      (paint, complaint) = (try SurfacePaint(of: scan), nil)
    } catch {
      // The name of the picture may be that of a person.
      let reason = error.reason
      (paint, complaint) = (
        nil,
        "the texture of the scan cannot be read: \(reason); the pictures show the shape without it"
      )
    }
  }

  /// What every picture must show: all that may move.
  var shown: TriangleSurface { prepared.detail?.movingPart ?? prepared.skin }

  /// The surface after a displacement of the nodes, in m.
  func displaced(by nodal: [Vector3]) -> TriangleSurface {
    let moves = prepared.onSkin(nodal)
    var moved = surface
    if let detail = prepared.detail {
      moved.positions = detail.positions(displacedBy: moves)
    } else {
      for (i, u) in moves.enumerated() { moved.positions[i] += u }
    }
    return moved
  }

  /// What `zones` says of a vertex beyond the simulated face.
  static let noZone = UInt8.max

  /// Number of the atlas' zone at each vertex; `noZone` beyond the simulated face.
  var zones: [UInt8] {
    let numbers = prepared.atlas.zoneOfTriangle
    if let detail = prepared.detail {
      return detail.places.map { place in
        guard let place, place.excess <= 0 else { return Self.noZone }
        return UInt8(numbers[place.triangle])
      }
    }
    var zones = [UInt8](repeating: Self.noZone, count: surface.positions.count)
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 { zones[Int(corners[c])] = UInt8(numbers[t]) }
    }
    return zones
  }

  /// A map on the surface, grey beyond the simulated face.
  func field(_ map: SkinMap, scale: ColorScale) -> ScalarField {
    guard let detail = prepared.detail else {
      return ScalarField(values: map.values, scale: scale, bars: map.bars)
    }
    return ScalarField(
      values: detail.values(of: map.values), scale: scale, excesses: detail.excesses,
      bars: map.bars.isEmpty ? [] : detail.values(of: map.bars))
  }
}

extension ScanDetail {
  /// The scan with what fills its holes in grey, so that nobody takes it for scanned skin.
  ///
  /// With a texture, patches lie in no picture and are grey already. A scan without colours gets those of
  /// skin, if there is a patch to be told from it.
  func surfaceWithNeutralPatches(_ tone: SkinTone) -> TriangleSurface {
    var scan = surface
    guard !filled.isEmpty, scan.texture == nil else { return scan }
    if scan.colours.isEmpty {
      scan.colours = Array(repeating: tone.bytes, count: scan.positions.count)
    }
    var isScanned = [Bool](repeating: false, count: scan.positions.count)
    for t in scan.triangles[..<filled.lowerBound] {
      for c in 0..<3 { isScanned[Int(t[c])] = true }
    }
    for vertex in isScanned.indices where !isScanned[vertex] {
      scan.colours[vertex] = SurfacePaint.neutral
    }
    return scan
  }
}
