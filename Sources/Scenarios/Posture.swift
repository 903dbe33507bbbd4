import Tensors

extension Scenario {
  /// How the head is held: where gravity pulls.
  public enum Posture: Sendable, Equatable {
    case named(Named)
    /// Tilted from the upright position: first back by `pitch`, then by `roll` towards its own left
    /// shoulder, about its own forward axis; in radians.
    case tilted(pitch: Double, roll: Double)

    /// The postures that have a name.
    public enum Named: String, CaseIterable, Sendable {
      /// Sitting or standing, head in Frankfurt position.
      case upright
      /// On the back, face to the ceiling.
      case supine
      /// Face down.
      case prone
      /// Without gravity.
      case weightless
    }

    public static let upright = Posture.named(.upright)
    public static let supine = Posture.named(.supine)
    public static let prone = Posture.named(.prone)
    public static let weightless = Posture.named(.weightless)
  }
}

extension Scenario.Posture {
  /// The direction in which gravity pulls, in the frame of the head; zero without gravity.
  ///
  /// (sin r cos p, −cos r cos p, −sin p) for a pitch p and a roll r: a pitch of 90° is supine, of −90°
  /// prone, a roll of 90° lies on the left ear. A component below the round-off of π is zero, so that
  /// quarter turns give the named postures to the last bit.
  public var gravityDirection: Vector3 {
    switch self {
    case .named(.upright): Vector3(0, -1, 0)
    case .named(.supine): Vector3(0, 0, -1)
    case .named(.prone): Vector3(0, 0, 1)
    case .named(.weightless): .zero
    case .tilted(let pitch, let roll):
      Self.withoutRoundOff(
        Vector3(
          Double.sine(roll) * Double.cosine(pitch), -Double.cosine(roll) * Double.cosine(pitch),
          -Double.sine(pitch)))
    }
  }

  private static func withoutRoundOff(_ v: Vector3) -> Vector3 {
    v.replacing(with: Vector3.zero, where: (v .< 1e-15) .& (v .> -1e-15))
  }
}

extension Scenario.Posture: CustomStringConvertible {
  /// As in `supine` or `tilted 30° back, 10° to the left`.
  public var description: String {
    switch self {
    case .named(let name): name.rawValue
    case .tilted(0, 0): Named.upright.rawValue
    case .tilted(let pitch, let roll):
      "tilted "
        + [Self.side(pitch, "back", "forward"), Self.side(roll, "to the left", "to the right")]
        .compactMap(\.self).joined(separator: ", ")
    }
  }

  private static func side(_ angle: Double, _ positive: String, _ negative: String) -> String? {
    angle == 0
      ? nil : "\((abs(angle) * 180 / .pi).formatted3)° \(angle < 0 ? negative : positive)"
  }
}
