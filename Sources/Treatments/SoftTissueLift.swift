import Anatomy
import Assembly
import Meshes
import Tensors

/// A strip of one layer along a line that is taken up, so that what lies in front of it comes back and up.
///
/// The strip is cut out and its edges are sewn together (an excision), or it is folded in (a plication): the layer then has a
/// shape at rest that is shorter along the pull by the advance (`Seam`). Sutures hold the line to what does not move: each runs from
/// the layer along the pull to a fixed point, and pulls with N = k ⟨l − L⟩, k = EA/L, once the line moves away from it. What
/// the seam carries and what the sutures hold is told with the results.
public struct SoftTissueLift: Sendable, Equatable {
  /// What is done.
  public enum Manoeuvre: String, CaseIterable, Sendable {
    case smasPlication = "smas-plication"
    case smasExcision = "smas-excision"
    case skinExcision = "skin-excision"

    /// The layer that is shortened.
    public var layer: TissueLayer {
      switch self {
      case .smasPlication, .smasExcision: .smas
      case .skinExcision: .skin
      }
    }

    /// Whether what is taken up stays, as a fold.
    var isFolded: Bool { self == .smasPlication }
  }

  public enum Sides: String, CaseIterable, Sendable {
    case left, right, both

    var zones: [Zone.Side] {
      switch self {
      case .left: [.left]
      case .right: [.right]
      case .both: [.left, .right]
      }
    }
  }

  public var manoeuvre: Manoeuvre
  public var sides = Sides.both
  /// Landmarks, without their side, between which the line runs.
  public var from = "zygion"
  public var to = "gonion"
  /// a in m, along the pull.
  public var advance: Double
  /// Of the pull, from the horizontal backwards to up, in rad.
  public var angle = SoftTissueLift.angle
  /// Zones in which skin is lifted off the SMAS: superficial fat is cut through.
  public var undermined: [ZoneSelection] = []
  /// Zones in which the SMAS is lifted off what is below, a deep plane: the deep layer and the ligaments in it are cut through.
  public var released: [ZoneSelection] = []

  /// Halfway between the 45 and 60° of a plication of the cheek (practice, recalled).
  public static let angle = 52.5 * Double.pi / 180
  /// On the modulus of tissue that was cut through and adheres again with a scar: assumption.
  static let cutStiffness = 0.1

  /// Layers that are cut through, and where.
  var cuts: [(layer: TissueLayer, zones: ZoneSelection)] {
    undermined.map { (.superficialFat, $0) } + released.map { (.deep, $0) }
  }

  /// From one suture to the next along the line, in m: practice.
  private static let spacing = 10e-3
  /// From the layer to where a suture is fixed, in m; longer than any way of the line.
  private static let reach = 40e-3
  /// EA of a suture in N: 0.35 mm of polydioxanone of 1.5 GPa (recalled).
  private static let axialStiffness = 140.0

  public init(_ manoeuvre: Manoeuvre, advance: Double) {
    (self.manoeuvre, self.advance) = (manoeuvre, advance)
  }

  /// What is assumed of it.
  public var assumptions: [String] {
    [
      "\(manoeuvre.rawValue): the strip in front of the line from \(from) to \(to) is taken up evenly along it, "
        + (manoeuvre.isFolded ? "what is folded in stays" : "what is cut out is gone")
        + "; sutures every \(Int(1e3 * Self.spacing)) mm hold the line to what does not move; nothing slips, tears or loosens, and no "
        + "scar stiffens it: assumption"
    ]
      + (cuts.isEmpty
        ? []
        : [
          "undermined and released tissue keeps a tenth of its stiffness, and grows on again where it then lies: assumption"
        ])
  }
}

extension SoftTissueLift: CustomStringConvertible {
  public var description: String {
    func round(_ x: Double) -> Double { (10 * x).rounded() / 10 }
    let cut = [("undermined", undermined), ("released", released)].map { what, zones in
      zones.isEmpty ? "" : ", \(what): " + zones.map(\.name).joined(separator: ", ")
    }
    return
      "\(manoeuvre.rawValue), \(sides.rawValue), \(round(1e3 * advance)) mm at \(round(angle * 180 / .pi))°"
      + cut.joined()
  }
}

extension SoftTissueLift {
  /// Its seams in a face.
  ///
  /// - Parameters:
  ///   - tissue: of the face as captured.
  ///   - atlas: whose landmarks it has.
  /// - Returns: one for each side.
  public func seams(in tissue: TissueMesh, of atlas: Atlas) -> [Seam] {
    let places = SkinPlaces(on: tissue, of: atlas)
    return sides.zones.map { Seam(self, on: $0, of: tissue, places) }
  }

  /// Its sutures in a face.
  func laid(in tissue: TissueMesh, of atlas: Atlas) -> [LaidThread] {
    let skin = SurfaceIndex(tissue.sheet.corners)
    return seams(in: tissue, of: atlas).flatMap { seam -> [LaidThread] in
      let count = max(1, Int((seam.length / Self.spacing).rounded()))
      return (0...count).compactMap { k in
        let onLine = seam.start + (Double(k) / Double(count)) * (seam.end - seam.start)
        return skin.nearest(to: onLine).map { place in
          let held = tissue.point(
            under: place.triangle, place.barycentrics, in: manoeuvre.layer, depth: 0)
          let anchor = held.place(among: tissue.mesh.positions) + Self.reach * seam.pull
          return LaidThread(points: [TensionedCable.Point(fixed: anchor), held], in: tissue)
        }
      }
    }
  }

  /// With what a suture pulls.
  func pulls(of suture: LaidThread) -> [TensionedCable.Pull] {
    suture.lengths.map {
      TensionedCable.Pull(stiffness: Self.axialStiffness / $0, length: $0)
    }
  }
}
