import Foundation
import Rendering
import Tensors

/// A field that the page can show in colour, with the scale that all steps share.
struct FaceField: Encodable {
  struct Tick: Encodable {
    var value: Double
    var label: String
  }

  /// What the script computes it as.
  var key: String
  var title: String
  var unit: String
  var low: Double
  var high: Double
  var ticks: [Tick]
  /// Distance of the contour lines.
  var contour: Double
  /// Whether numbers lie beyond the scale.
  var isClipped: Bool
  /// 256 colours, three bytes of sRGB each, in base64.
  var colors: String

  /// Displacement outwards, lift, and length of the displacement.
  ///
  /// - Parameters:
  ///   - moves: displacements in mm, one list for each step.
  ///   - normals: of the vertices as captured.
  /// - Returns: the fields in the order of the choice.
  static func all(of moves: [[Vector3]], normals: [Vector3]) -> [FaceField] {
    let along = moves.flatMap { zip($0, normals).map { $0.dot($1) } }
    let vectors = moves.flatMap(\.self)
    func extreme(_ values: [Double]) -> Double { ColorScale.niceExtreme(of: values) }
    let (lifts, lengths) = (vectors.map(\.y), vectors.map(\.length))
    return [
      FaceField(
        "normal", along, .signed(upTo: extreme(along), title: "Displacement outwards (inwards: −)")),
      FaceField("lift", lifts, .signed(upTo: extreme(lifts), title: "Lift (sinking: −)")),
      FaceField(
        "length", lengths, .magnitude(upTo: extreme(lengths), title: "Length of the displacement")),
    ]
  }

  private init(_ key: String, _ values: [Double], _ scale: ColorScale) {
    (self.key, title, unit) = (key, scale.title, scale.unit)
    (low, high) = (scale.range.lowerBound, scale.range.upperBound)
    let ticks = Ticks(in: scale.range, atMost: 9)
    self.ticks = zip(ticks.values, ticks.labels).map(Tick.init)
    contour = ticks.step
    isClipped = values.contains { !scale.range.contains($0) }
    colors = Data(
      (0..<256).flatMap { n -> [UInt8] in
        let color = scale.map.color(at: Double(n) / 255)
        return (0..<3).map { UInt8((255 * sRGBEncoded(color[$0])).rounded()) }
      }
    ).base64EncodedString()
  }
}
