import Anatomy
import Assembly

/// What is done to a face in one session, as those who do it set it.
public enum Treatment: Sendable, Equatable {
  /// A filler, or fat of the same person.
  case injection(Injection)
  /// Fat that is sucked out or cut out: of all zones of the name together.
  case removal(FatRemoval)
  case lift(SoftTissueLift)
  /// Heat, by a device.
  case session(EnergySession)
  /// Toxin.
  case relaxation(MuscleRelaxation)
  /// Threads pull from then on; they change nothing in the tissue itself.
  case thread(ThreadLift)

  /// Whether it does nothing.
  public var isNone: Bool {
    switch self {
    case .injection(let injection): injection.volume == 0
    case .removal(let removal): removal.volume == 0
    case .lift(let lift): lift.advance == 0 && lift.cuts.isEmpty
    case .thread(let thread): thread.tension == 0
    case .session(let session): session.share == 0
    case .relaxation(let relaxation): relaxation.share == 0
    }
  }

  /// Whether it stays as it is from the first moment on.
  public var isLasting: Bool {
    switch self {
    case .injection, .session, .relaxation: false
    case .removal, .lift: true
    case .thread(let thread): thread.substance.decay == nil
    }
  }

  private static let heating =
    "energy devices: each zone has the layers of its mean thickness, what one pulse does is spread evenly over it, and heat of an earlier pulse is gone before "
    + "the next"

  /// Figures that are the program's and not the author's, and what the model leaves out.
  public var assumptions: [String] {
    switch self {
    case .injection(let injection):
      [injection.substance.assumption].compactMap(\.self) + [
        "injections: where in the thickness of its layer the product lies is not resolved; it does not flow"
      ]
    case .removal: ["removed fat leaves no scar: assumption"]
    case .lift(let lift): lift.assumptions
    case .thread(let thread): thread.assumptions
    case .session: [Self.heating]
    case .relaxation(let relaxation): relaxation.assumptions
    }
  }
}

/// Fat that is taken out.
public struct FatRemoval: Sendable, Equatable {
  public var zones: ZoneSelection
  public var layer: TissueLayer
  /// In m³, in all zones of the name together.
  public var volume: Double

  public init(from layer: TissueLayer, of zones: ZoneSelection, volume: Double) {
    (self.zones, self.layer, self.volume) = (zones, layer, volume)
  }
}

extension FatRemoval: CustomStringConvertible {
  public var description: String {
    "\((1000 * 1e6 * volume).rounded() / 1000) mL out of \(layer.rawValue) of \(zones.name)"
  }
}

extension Treatment: CustomStringConvertible {
  public var description: String {
    switch self {
    case .injection(let injection): "\(injection)"
    case .removal(let removal): "\(removal)"
    case .lift(let lift): "\(lift)"
    case .thread(let thread): "\(thread)"
    case .session(let session): "\(session)"
    case .relaxation(let relaxation): "\(relaxation)"
    }
  }
}

extension Treatment {
  /// Whether threads or sutures are part of it.
  public var laysThreads: Bool {
    switch self {
    case .injection, .removal, .session, .relaxation: false
    case .lift, .thread: true
    }
  }

  /// Its threads and sutures in a face.
  ///
  /// - Parameters:
  ///   - tissue: of the face as captured.
  ///   - atlas: whose zones and landmarks it has.
  /// - Returns: none for a treatment without.
  public func threads(in tissue: TissueMesh, of atlas: Atlas) -> [LaidThread] {
    switch self {
    case .injection, .removal, .session, .relaxation: []
    case .lift(let lift): lift.laid(in: tissue, of: atlas)
    case .thread(let thread): thread.laid(in: tissue, of: atlas)
    }
  }

  /// With what a thread of it pulls; nothing before it was laid.
  ///
  /// - Parameters:
  ///   - thread: one of `threads(in:of:)`.
  ///   - t: since then, in s.
  /// - Returns: one for each piece.
  public func pulls(of thread: LaidThread, after t: Double) -> [TensionedCable.Pull] {
    switch self {
    case .injection, .removal, .session, .relaxation: thread.slack
    case .lift(let lift): lift.pulls(of: thread)
    case .thread(let lift): lift.pulls(of: thread, after: t)
    }
  }

  /// What is known to go wrong with its threads, in sentences, each once.
  public func warnings(of threads: [LaidThread]) -> [String] {
    guard case .thread(let lift) = self else { return [] }
    return Array(threads.compactMap(lift.warning).prefix(1))
  }
}
