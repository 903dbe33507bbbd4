import Tensors

/// What is measured of a face: a number with a name, a unit and a definition.
///
/// Definitions follow the landmarks and planes of standard facial anthropometry. None of the numbers is a clinical
/// grade.
public struct Measure: Sendable {
  /// In what a measure is given.
  public enum Unit: String, Sendable, CaseIterable {
    case millimetres = "mm"
    case squareMillimetres = "mm2"
    case degrees = "deg"

    /// How many of this unit are one SI unit (m, m², rad).
    public var perSIUnit: Double {
      switch self {
      case .millimetres: 1e3
      case .squareMillimetres: 1e6
      case .degrees: 180 / .pi
      }
    }
  }

  /// In kebab-case, as in files.
  public let name: String
  public let unit: Unit
  /// Whether there is one on each side.
  public let isPaired: Bool
  /// What is measured between what, in one sentence, with the sign.
  public let definition: String
  /// On the left side or in the midline, in SI units; nil where the face lacks what is needed.
  let value: @Sendable (MeasuredFace) -> Double?

  /// - Parameters:
  ///   - name: in kebab-case.
  ///   - unit: in which it is given.
  ///   - isPaired: whether there is one on each side.
  ///   - definition: in one sentence.
  ///   - value: of the left side or the midline, in SI units; nil where the face lacks what is needed.
  init(
    _ name: String, _ unit: Unit, isPaired: Bool, definition: String,
    value: @escaping @Sendable (MeasuredFace) -> Double?
  ) {
    (self.name, self.unit, self.isPaired) = (name, unit, isPaired)
    (self.definition, self.value) = (definition, value)
  }

  /// What one measure gave on one side.
  public struct Reading: Sendable, Equatable {
    /// `left`, `right` or `midline`.
    public enum Side: String, Sendable { case left, right, midline }

    public var side: Side
    /// In the unit of the measure; nil where the face lacks what is needed.
    public var value: Double?
  }

  /// Measures a face, both sides where there are two.
  ///
  /// The right side is measured as the left side of the mirror image.
  ///
  /// - Parameters:
  ///   - face: in any state.
  ///   - mirrored: its mirror image.
  /// - Returns: left and right, or the midline.
  public func readings(of face: MeasuredFace, mirrored: MeasuredFace) -> [Reading] {
    func scaled(_ value: Double?) -> Double? { value.map { $0 * unit.perSIUnit } }
    guard isPaired else { return [Reading(side: .midline, value: scaled(value(face)))] }
    return [
      Reading(side: .left, value: scaled(value(face))),
      Reading(side: .right, value: scaled(value(mirrored))),
    ]
  }

  /// All measures, from the brow down, then the widths and heights that norms are known for.
  public static let all: [Measure] =
    [
      browHeight, tearTroughDepth, malarFullness, malarApexLateral, malarApexHeight,
      malarApexForward, nasolabialDepth, commissureHeight, commissureAngle, marionetteDepth,
      jowlSag, prejowlNotch, jawlineStraightness, cervicomentalAngle, submentalArea,
    ] + facialDistances
}
