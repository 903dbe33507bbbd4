import Anatomy
import Documents
import Foundation
import Probes
import Scenarios

/// What has been read of a person, and what is to be found from it: by instruments on the skin of one zone, and of
/// how the face moves from one posture to another.
///
/// All quantities are in SI units.
public struct Readings: Sendable, Equatable {
  /// Name and version of the format.
  public static let schema = "turgor.readings/1"

  public var title = ""
  public var subject = Scenario.Subject()
  public var preset = Scenario.PresetName.adult
  /// Where instruments were put on; of several zones the first is taken.
  public var zones = ZoneSelection.face
  /// Of layers that were measured, in m; the others are those of the preset.
  public var thicknesses: [TissueLayer: Double] = [:]
  /// On the tension that the preset gives the skin.
  public var tensionFactor = 0.0
  public var readings: [Reading] = []
  /// Whose face; only postures ask for it.
  public var face = Scenario.Face()
  public var postures: [PostureReading] = []
  /// What is to be fitted; nil for what such readings can tell.
  public var fit: [CalibratedParameter]?
  /// Whether the spread between people counts as well.
  public var usesPrior = true
  public var detail = Detail.standard

  /// How finely the tissue under a probe is cut.
  public enum Detail: String, CaseIterable, Sendable {
    case coarse, standard, fine

    /// From the axis to the edge of an opening or a contact.
    var cells: Int {
      switch self {
      case .coarse: 3
      case .standard: 5
      case .fine: 8
      }
    }

    /// Longest step in time over the time since the load last changed.
    var growth: Double {
      switch self {
      case .coarse: 0.5
      case .standard: 0.25
      case .fine: 0.125
      }
    }
  }

  /// What one instrument has read.
  public struct Reading: Sendable, Equatable {
    public enum Test: Sendable, Equatable {
      /// Read is the rise of the middle of the skin in m.
      case suction(SuctionTest)
      /// Moved to a depth; read is the force in N.
      case indentation(IndentationTest)
    }

    public struct Point: Sendable, Equatable {
      /// In s since the load began.
      public var time: Double
      public var value: Double
      /// One standard deviation of `value`.
      public var deviation: Double

      public init(time: Double, value: Double, deviation: Double) {
        (self.time, self.value, self.deviation) = (time, value, deviation)
      }
    }

    public var id: String
    public var test: Test
    public var points: [Point]

    public init(id: String, _ test: Test, _ points: [Point]) {
      (self.id, self.test, self.points) = (id, test, points)
    }

    var timing: RecoilCurve.Timing {
      switch test {
      case .suction(let test): test.timing
      case .indentation(let test): test.timing
      }
    }

    /// Of the values in results: a name that ends in the unit, and what a value in SI units is multiplied by.
    var unit: (name: String, symbol: String, factor: Double) {
      switch test {
      case .suction: ("uplift_mm", "mm", 1e3)
      case .indentation: ("force_N", "N", 1)
      }
    }
  }

  /// What is fitted; all else is held.
  public var parameters: [CalibratedParameter] {
    get { fit ?? (readings.isEmpty ? CalibratedParameter.moduli : CalibratedParameter.usual) }
    set { fit = newValue }
  }

  public init() {}

  /// Reads a file.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf path: String) throws(DocumentError) {
    try self.init(reading: StrictJSON(contentsOf: URL(fileURLWithPath: path), name: path))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(parsing text: [UInt8], file: String) throws(DocumentError) {
    try self.init(reading: StrictJSON(parsing: text, file: file))
  }

  private init(reading document: StrictJSON) throws(DocumentError) {
    let readings = Self.shape.value(at: document.root)
    try document.finish()
    guard let readings else {
      preconditionFailure("readings that were not understood, and no reason why")
    }
    self = readings
  }
}
