import Anatomy
import Assembly
import Meshes
import Tensors

/// A row of sutures that draws one layer back and up to what does not move: a fascia that is folded or cut and sewn to the
/// deep fascia, or skin that is cut out and closed.
///
/// Each suture runs from the layer, under a line between two landmarks, along the pull to a fixed point, and is by the advance a
/// shorter than it was there, L: it pulls with N = k ⟨l − (L − a)⟩, k = EA/L of the thread, so that the layer follows but for what
/// the thread stretches. What the sutures pull with is told with the results.
public struct SoftTissueLift: Sendable, Equatable {
  /// What is done.
  public enum Manoeuvre: String, CaseIterable, Sendable {
    case smasPlication = "smas-plication"
    case skinExcision = "skin-excision"

    /// The layer that is drawn.
    public var layer: TissueLayer {
      switch self {
      case .smasPlication: .smas
      case .skinExcision: .skin
      }
    }
  }

  public enum Sides: String, CaseIterable, Sendable {
    case left, right, both

    fileprivate var suffixes: [String] {
      switch self {
      case .left: ["_l"]
      case .right: ["_r"]
      case .both: ["_l", "_r"]
      }
    }
  }

  public var manoeuvre: Manoeuvre
  public var sides = Sides.both
  /// Landmarks, without their side, between which the line runs.
  public var from = "zygion"
  public var to = "gonion"
  /// a in m.
  public var advance: Double
  /// Of the pull, from the horizontal backwards to up, in rad.
  public var angle = SoftTissueLift.angle
  /// Zones in which skin is lifted off what is below.
  public var undermined: [ZoneSelection] = []

  /// Halfway between the 45 and 60° of a plication of the cheek (practice, recalled).
  public static let angle = 52.5 * Double.pi / 180
  /// On the modulus of superficial fat that was cut through and adheres again with a scar: assumption.
  static let underminedStiffness = 0.1
  /// From one suture to the next along the line, in m: practice.
  private static let spacing = 10e-3
  /// From the layer to where a suture is fixed, in m; longer than any advance.
  private static let reach = 40e-3
  /// EA of a suture in N: 0.35 mm of polydioxanone of 1.5 GPa (recalled).
  private static let axialStiffness = 140.0

  public init(_ manoeuvre: Manoeuvre, advance: Double) {
    (self.manoeuvre, self.advance) = (manoeuvre, advance)
  }

  /// What is assumed of it.
  public var assumptions: [String] {
    [
      "\(manoeuvre.rawValue): sutures every \(Int(1e3 * Self.spacing)) mm from \(from) to \(to), fixed "
        + "\(Int(1e3 * Self.reach)) mm away in what does not move; none slips, tears or loosens: assumption"
    ]
      + (undermined.isEmpty
        ? []
        : [
          "undermined fat keeps a tenth of its stiffness, and grows on again where it then lies: assumption"
        ])
  }
}

extension SoftTissueLift: CustomStringConvertible {
  public var description: String {
    func round(_ x: Double) -> Double { (10 * x).rounded() / 10 }
    let below =
      undermined.isEmpty ? "" : ", undermined: " + undermined.map(\.name).joined(separator: ", ")
    return
      "\(manoeuvre.rawValue), \(sides.rawValue), \(round(1e3 * advance)) mm at \(round(angle * 180 / .pi))°\(below)"
  }
}

extension SoftTissueLift {
  /// Its sutures in a face.
  func laid(in tissue: TissueMesh, of atlas: Atlas) -> [LaidThread] {
    let (places, skin) = (SkinPlaces(on: tissue, of: atlas), SurfaceIndex(tissue.sheet.corners))
    return sides.suffixes.flatMap { side -> [LaidThread] in
      guard let a = places.points(of: .landmark(from + side)).first,
        let b = places.points(of: .landmark(to + side)).first
      else { preconditionFailure("a landmark that the atlas does not have") }
      let count = max(1, Int(((b - a).length / Self.spacing).rounded()))
      return (0...count).compactMap { k in
        let onLine = a + (Double(k) / Double(count)) * (b - a)
        return skin.nearest(to: onLine).map { suture(at: $0, in: tissue, isLeft: side == "_l") }
      }
    }
  }

  private func suture(
    at place: SurfaceIndex.NearestPoint, in tissue: TissueMesh, isLeft: Bool
  ) -> LaidThread {
    let held = tissue.point(
      under: place.triangle, place.barycentrics, in: manoeuvre.layer, depth: 0)
    let t = tissue.sheet.corners.triangles[place.triangle]
    let p = (0..<3).map { tissue.sheet.corners.positions[Int(t[$0])] }
    let normal = (p[1] - p[0]).cross(p[2] - p[0]).normalized
    let anchor =
      held.place(among: tissue.mesh.positions) + Self.reach * pull(normal: normal, isLeft: isLeft)
    return LaidThread(points: [TensionedCable.Point(fixed: anchor), held], in: tissue)
  }

  /// The direction in the plane of the skin that points back and up at the angle to the horizontal.
  private func pull(normal: Vector3, isLeft: Bool) -> Vector3 {
    let up = Vector3(0, 1, 0)
    let back = (isLeft ? up.cross(normal) : normal.cross(up)).normalized
    let upwards = (up - up.dot(normal) * normal).normalized
    return Double.cosine(angle) * back + Double.sine(angle) * upwards
  }

  /// With what a suture pulls.
  func pulls(of suture: LaidThread) -> [TensionedCable.Pull] {
    suture.lengths.map {
      TensionedCable.Pull(stiffness: Self.axialStiffness / $0, length: $0 - advance)
    }
  }
}
