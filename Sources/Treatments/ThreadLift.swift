import Anatomy
import Assembly
import Meshes
import Tensors

/// Threads with barbs or cones that are pulled and left under the skin.
///
/// A thread is a cable under tension inside the tissue (`TensionedCable`): at the anchor all of its tension T, along its barbed part
/// less from barb to barb, each of which takes T/n, nothing at the tip. T falls with time as e^(−t/τ).
public struct ThreadLift: Sendable, Equatable {
  /// Where the pull is taken up.
  public enum Anchor: String, CaseIterable, Sendable {
    /// In what does not move: the deep fascia of the temple, the periosteum.
    case fixed
    /// In the tissue alone: barbs to both sides of the middle hold each other.
    case floating
  }

  /// What it is made of, and so for how long it pulls.
  public enum Substance: String, CaseIterable, Sendable {
    case polydioxanone = "pdo"
    case polylacticCaprolactone = "plcl"
    case permanent

    /// τ in s (recalled); nil for what stays.
    public var decay: Double? {
      switch self {
      case .polydioxanone: 30 * TimeUnit.day
      case .polylacticCaprolactone: 180 * TimeUnit.day
      case .permanent: nil
      }
    }
  }

  /// The anchored end, and the end to be lifted; of zones that stand for several the first to the first, and so on.
  public var from: SkinPlace
  public var to: SkinPlace
  public var layer = TissueLayer.superficialFat
  public var anchor = Anchor.fixed
  public var substance = Substance.polydioxanone
  /// T in N.
  public var tension: Double
  /// Barbs or cones, evenly over the barbed part, the last at the tip.
  public var barbs = 10
  /// Length of the barbed part from the tip, in m; nil for all of it, or half of it to either side.
  public var barbedLength: Double?

  public init(from: SkinPlace, to: SkinPlace, tension: Double) {
    (self.from, self.to, self.tension) = (from, to, tension)
  }

  /// The part of the tension that is left.
  ///
  /// - Parameter t: since it was laid, in s.
  /// - Returns: from 0 to 1.
  public func part(after t: Double) -> Double {
    guard t >= 0 else { return 0 }
    return substance.decay.map { Double.exponential(-t / $0) } ?? 1
  }

  /// What is assumed of it.
  public var assumptions: [String] {
    [
      "threads: nothing slips along them, whatever they pull; what they pull with falls as e^(−t/τ), τ 30 days for polydioxanone and 180 "
        + "for PLCL (practice, recalled); no scar forms around them: assumptions"
    ]
  }

  /// What a centimetre of barbed thread holds before it slips, in N/m: 0.5 to 2 N/cm (bench series, recalled).
  static let slip = 50.0...200.0
}

extension ThreadLift: CustomStringConvertible {
  public var description: String {
    "\(substance.rawValue) thread from \(from) to \(to), \((100 * tension).rounded() / 100) N, \(barbs) barbs, \(anchor.rawValue)"
  }
}

extension ThreadLift {
  /// Of pieces between anchor and barbs at most, in m: over a cheek with a radius of 60 mm one leaves its layer by 0.13 mm.
  private static let pieceLength = 8e-3

  /// The thread in a face, one for each pair of ends.
  ///
  /// It runs in the middle of its layer under the straight line between its ends.
  ///
  /// - Parameters:
  ///   - tissue: of the face as captured.
  ///   - atlas: whose zones and landmarks it has.
  /// - Returns: in the order of the places.
  func laid(in tissue: TissueMesh, of atlas: Atlas) -> [LaidThread] {
    let places = SkinPlaces(on: tissue, of: atlas)
    return zip(places.points(of: from), places.points(of: to)).map { start, end in
      laid(in: tissue, from: start, to: end)
    }
  }

  private func laid(in tissue: TissueMesh, from start: Vector3, to end: Vector3) -> LaidThread {
    let length = (end - start).length
    let barbed = min(barbedLength ?? length, length)
    let (stations, parts) = anchor == .fixed ? anchored(length, barbed) : floating(length, barbed)
    let index = SurfaceIndex(tissue.sheet.corners)
    let points = stations.enumerated().map { number, s -> TensionedCable.Point in
      let onLine = start + (s / length) * (end - start)
      guard let place = index.nearest(to: onLine) else {
        preconditionFailure("a face without skin")
      }
      let isAnchor = anchor == .fixed && number == 0
      return tissue.point(
        under: place.triangle, place.barycentrics, in: isAnchor ? .deep : layer,
        depth: isAnchor ? -1 : 0)
    }
    return LaidThread(points: points, in: tissue, parts: parts, barbedLength: barbed)
  }

  /// Distances from the anchor, and the part of the tension in each piece between them.
  private func anchored(_ length: Double, _ barbed: Double) -> (stations: [Double], parts: [Double])
  {
    let guided = length - barbed
    let pieces = max(1, Int((guided / Self.pieceLength).rounded(.up)))
    let way = guided > 0 ? (0..<pieces).map { guided * Double($0) / Double(pieces) } : [0]
    let held = (1...barbs).map { guided + barbed * Double($0) / Double(barbs) }
    // Up to the first barb all of it, from each barb on one part less.
    let parts =
      way.map { _ in 1.0 } + (1..<barbs).map { 1 - Double($0) / Double(barbs) }
    return (way + held, parts)
  }

  /// From one tip to the other: barbs on both sides of the middle hold against each other.
  private func floating(_ length: Double, _ barbed: Double) -> (stations: [Double], parts: [Double])
  {
    let half = max(1, barbs / 2)
    let side = barbed / 2
    let first = (0..<half).map { side * Double($0) / Double(half) }
    let last = first.reversed().map { length - $0 }
    let rising = (1...half).map { Double($0) / Double(half) }
    return (first + last, rising + rising.dropLast().reversed())
  }
}

extension ThreadLift {
  /// With what the pieces of a thread pull.
  ///
  /// - Parameters:
  ///   - thread: as it lies.
  ///   - t: since then, in s.
  /// - Returns: one for each piece.
  func pulls(of thread: LaidThread, after t: Double) -> [TensionedCable.Pull] {
    zip(thread.parts, thread.lengths).map {
      TensionedCable.Pull(tension: $0 * tension * part(after: t), length: $1)
    }
  }

  /// Whether a thread holds by what is known of barbs, in a sentence; nil where it surely does.
  func warning(of thread: LaidThread) -> String? {
    let load = tension / thread.barbedLength
    guard load > Self.slip.lowerBound else { return nil }
    let found = "\(self): \(load.rounded() / 100) N on a centimetre of barbed thread"
    return load > Self.slip.upperBound
      ? "\(found) is more than the 2 N that barbs hold at most (bench series, recalled): it pulls through"
      : "\(found): from 0.5 N on barbs may slip, from 2 N on they do (bench series, recalled)"
  }
}
