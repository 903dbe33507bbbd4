import Anatomy
import Assembly
import Meshes
import Tensors

/// A load on the skin of some zones: dead forces, spread over the skin of the face as captured.
public struct SkinLoad: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Along the inward normal; negative sucks.
    case pressure
    /// All one way.
    case stretch(Direction)
    /// From both ends of each zone towards its middle.
    case pinch(Axis)
  }

  /// A direction of the head.
  public enum Direction: String, CaseIterable, Sendable {
    case up, down, forward, backward
    /// Away from the midline, on either side of it.
    case lateral
    /// Towards the midline.
    case medial
  }

  /// A line through the head.
  public enum Axis: String, CaseIterable, Sendable {
    /// From ear to ear.
    case horizontal
    case vertical
  }

  public var kind: Kind
  public var zones: ZoneSelection
  /// In Pa of the skin as captured; for a pinch the mean of its size over the zone.
  public var intensity: Double

  public init(_ kind: Kind, on zones: ZoneSelection, intensity: Double) {
    (self.kind, self.zones, self.intensity) = (kind, zones, intensity)
  }
}

extension SkinLoad: CustomStringConvertible {
  public var description: String {
    let kPa = "\((1e-3 * intensity).formatted3) kPa"
    return switch kind {
    case .pressure: "pressure of \(kPa) on \(zones.name)"
    case .stretch(let direction): "stretch of \(zones.name) \(direction.rawValue), \(kPa)"
    case .pinch(let axis): "\(axis.rawValue) pinch of \(zones.name), \(kPa)"
    }
  }
}

extension SkinLoad.Direction {
  /// The unit vector at a point of the head.
  func vector(at point: Vector3) -> Vector3 {
    switch self {
    case .up: Vector3(0, 1, 0)
    case .down: Vector3(0, -1, 0)
    case .forward: Vector3(0, 0, 1)
    case .backward: Vector3(0, 0, -1)
    case .lateral: Vector3(point.x < 0 ? -1 : 1, 0, 0)
    case .medial: Vector3(point.x < 0 ? 1 : -1, 0, 0)
    }
  }
}

extension SkinLoad.Axis {
  var vector: Vector3 {
    switch self {
    case .horizontal: Vector3(1, 0, 0)
    case .vertical: Vector3(0, 1, 0)
    }
  }
}
