import Foundation
import Meshes
import Scans
import Scenarios
import Tensors

/// The skin of the atlas on this face with its steps, for the view that turns; in mm, in the frame of the head.
struct FaceModel: Encodable {
  struct State: Encodable {
    var label: String
    /// Nil for the face as captured.
    var displacements: QuantizedVectors?
  }
  /// What a zone does in one state.
  struct ZoneFigures: Encodable {
    /// Mean and half-width of its 95 % interval by field; null where no bar is known.
    var length: [Double?]
    var normal: [Double?]
    var lift: [Double?]
    var isTold: Bool?
  }
  struct Zone: Encodable {
    var words: String
    /// One for each state.
    var states: [ZoneFigures]
  }

  var positions: QuantizedVectors
  /// Numbers of vertices, 16 bits each, in base64.
  var triangles: String
  /// 8 bits each, in base64.
  var zoneOfTriangle: String
  var zones: [Zone]
  var states: [State]
  var fields: [FaceField]

  init(_ result: ScenarioResult) {
    let (prepared, steps) = (result.prepared, result.movingSteps)
    let skin = prepared.skin
    precondition(skin.positions.count <= 1 << 16, "16 bits number the vertices of the atlas")
    let (low, high) = skin.positions.reduce((skin.positions[0], skin.positions[0])) {
      (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
    }
    positions = QuantizedVectors(skin.positions.map { 1e3 * $0 }, around: 500 * (low + high))
    triangles = Data(
      skin.triangles.flatMap { t in
        (0..<3).flatMap { [UInt8(truncatingIfNeeded: t[$0]), UInt8(t[$0] >> 8)] }
      }
    ).base64EncodedString()
    zoneOfTriangle = Data(prepared.atlas.zoneOfTriangle.map { UInt8($0) }).base64EncodedString()
    let moves = steps.map { step in prepared.onSkin(step.displacements).map { 1e3 * $0 } }
    states =
      [State(label: result.capturedWords)]
      + zip(steps, moves).map {
        State(label: Wording.step($0), displacements: QuantizedVectors($1))
      }
    zones = prepared.atlas.zones.map { zone in
      let moved = steps.map { ZoneFigures(of: zone.name, step: $0, result.errorBars) }
      return Zone(words: Wording.zone(zone.name), states: [.still] + moved)
    }
    fields = FaceField.all(of: moves, normals: skin.vertexNormals())
  }

  /// As it may stand in a script element: no character that could end it.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
      .replacing("<", with: "\\u003c")
  }
}

extension FaceModel.ZoneFigures {
  /// As captured.
  fileprivate static let still = Self(
    length: [0, 0], normal: [0, 0], lift: [0, 0], isTold: false)

  fileprivate init(of zone: String, step: ScenarioResult.Step, _ bars: ErrorBars?) {
    guard let row = step.zones.first(where: { $0.zone == zone }) else {
      self.init(length: [nil, nil], normal: [nil, nil], lift: [nil, nil], isTold: nil)
      return
    }
    func figure(_ quantity: ZoneQuantity) -> [Double?] {
      let figure = Figure(quantity, of: row, step: step.id, bars)
      return [figure.value, figure.bar].map { number in
        number.map { (1e4 * $0).rounded() / 1e4 }
      }
    }
    self.init(
      length: figure(.displacement), normal: figure(.normal), lift: figure(.lift),
      isTold: bars?.isDistinguishable(row, in: .zones, step: step.id))
  }
}
