import Documents
import Foundation

/// A device of one's own: every figure that its class asks for, given by who writes it.
extension DeviceCard {
  /// Name and version of the format of a file with one device.
  public static let schema = "turgor.device/1"

  /// What a scenario may say in place of the name of a card.
  public static var shape: Shape<DeviceCard> { shape(before: []) }

  /// What a file with one device may say.
  public static var fileShape: Shape<DeviceCard> { shape(before: [.schema(schema)]) }

  private struct Draft {
    var name = "own device"
    var kinetics: DamageKinetics?
    var figures: [DeviceFigure: Figure] = [:]
  }

  private static func shape(before first: [Field<Draft>]) -> Shape<DeviceCard> {
    .kinds(DeviceClass.allCases.map { ($0.rawValue, shape(of: $0, before: first)) })
  }

  private static func shape(of deviceClass: DeviceClass, before first: [Field<Draft>])
    -> Shape<DeviceCard>
  {
    let figures = Shape<[DeviceFigure: Figure]>.object(
      [:],
      deviceClass.figures.map { figure in
        Field(
          figure.rawValue, .number(in: figure.plausible, unit: figure.unit?.symbol ?? ""),
          required: true, "Of the device as it is used."
        ) {
          $0[figure] = Figure(value: $1, source: "author of the device", confidence: .high)
        }
      })
    return Shape<Draft>.object(
      Draft(),
      first + [
        Field("name", .text, "What the results call it.", \.name),
        Field(
          "kinetics", .choice, required: true,
          "How damage is counted; published sets differ by two to three decades.", \.kinetics),
        Field(
          deviceClass.rawValue, figures, required: true, "The kind of device, with its figures.",
          \.figures),
      ]
    ).map { draft in
      draft.kinetics.map {
        DeviceCard(
          name: draft.name, deviceClass: deviceClass, kinetics: $0,
          assumptions: ["figures of \(draft.name) are its author's"], figures: draft.figures)
      }
    }
  }

  /// Reads a file with one device.
  ///
  /// - Parameter path: of the file.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf path: String) throws(DocumentError) {
    let document = try StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path)
    let card = Self.fileShape.value(at: document.root)
    try document.finish()
    guard let card else {
      preconditionFailure("a device that was not understood, and no reason why")
    }
    self = card
  }
}
