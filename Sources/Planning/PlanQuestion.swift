import Anatomy
import Documents
import Scenarios
import Treatments

/// A plan file, which asks for the settings of a schedule that reach a goal, within limits, at the least cost.
///
/// Paths are as they stand in the file, resolved against its folder.
public struct PlanQuestion: Sendable, Equatable {
  /// Name and version of the format.
  public static let schema = "turgor.plan/1"

  public var title = ""
  /// File of the schedule.
  public var scenario = ""
  /// Takes the place of the scenario's resolution.
  public var resolution: Scenario.Resolution?
  public var settings: [Setting] = []
  public var goal = Bound()
  public var limits: [Bound] = []
  /// What is to be small; the first setting when nothing is said.
  public var cost: Quantity?

  public init() {}

  /// A number of the scenario that may be chosen.
  public struct Setting: Sendable, Equatable {
    /// What the results call it.
    public var name: String
    /// Where it stands.
    public var pointer: JSONPointer
    /// In the unit of its key.
    public var range: ClosedRange<Double>
  }

  /// A number that comes out of a schedule.
  public enum Quantity: Sendable, Equatable {
    /// A column of `zones.csv`, the mean over the zones that are meant.
    case zones(step: String, ZoneSelection, column: String)
    /// Of the session with an energy device in a step, in the zone that has most of it.
    case device(step: String, DeviceQuantity)
    /// One of the settings, by its name.
    case setting(String)
  }

  /// What a number must be.
  public struct Bound: Sendable, Equatable {
    public var quantity = Quantity.setting("")
    public var isLeast = true
    public var value = 0.0
  }
}

extension PlanQuestion.Quantity: CustomStringConvertible {
  /// As in `day-90/jowl/lift_mean_mm`.
  public var description: String {
    switch self {
    case .zones(let step, let zones, let column): "\(step)/\(zones.name)/\(column)"
    case .device(let step, let figure): "\(step)/device/\(figure.rawValue)"
    case .setting(let name): name
    }
  }
}

extension PlanQuestion.Bound: CustomStringConvertible {
  public var description: String { "\(quantity) at \(isLeast ? "least" : "most") \(value.short)" }

  /// By how much a number misses, in its unit; negative where it does not.
  func misses(_ number: Double) -> Double { isLeast ? value - number : number - value }
}

extension Double {
  /// Four significant digits, for people.
  var short: String {
    guard isFinite, self != 0 else { return "\(self == 0 ? 0 : self)" }
    let scale = Double.power(
      10, 3 - (Double.logarithm(abs(self)) / Double.logarithm(10)).rounded(.down))
    let rounded = (self * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
