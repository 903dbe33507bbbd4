import Meshes
import Tensors

/// A scan made fit for registration, with what was done to it.
public struct RepairedScan: Sendable {
  /// One oriented manifold sheet, positions in m in the axes of the file.
  public var surface: TriangleSurface
  /// The unit of the file.
  public var unit: LengthUnit
  public var report: RepairReport
  /// The scan as it came, in the unit of the file: detail and texture for pictures.
  public var original: TriangleSurface

  /// The triangles that were not in the scan: they fill its holes.
  public var filled: Range<Int>

  /// The clean scan as it was before it was thinned out, with its texture; nil where it was not thinned out.
  var dense: TriangleSurface?

  /// The part of the area that was not in the scan.
  public var filledPart: Double {
    let own = surface.triangles[filled].reduce(0) { $0 + surface.doubleArea($1).length / 2 }
    return own / max(area, 1e-12)
  }

  /// The area in m².
  public var area: Double {
    surface.triangles.reduce(0) { $0 + surface.doubleArea($1).length / 2 }
  }

  /// The mean length of the sides of the triangles, in m.
  public var meanEdge: Double { surface.meanSide }

  /// What a reader of the result should know before trusting it.
  public var warnings: [String] {
    var warnings: [String] = []
    if meanEdge > RepairLimits.coarseEdge {
      warnings.append(
        "the mesh is coarse (mean edge \((meanEdge * 1e3).inTenths) mm, above"
          + " \((RepairLimits.coarseEdge * 1e3).inTenths) mm): lips and lids are not resolved")
    }
    if filledPart > RepairLimits.largeFilledPart {
      warnings.append(
        "\((filledPart * 100).inTenths) % of the area fills holes and was not scanned")
    }
    for line in report.lines where line.kind.isLeft {
      warnings.append(
        "\(line.count) \(line.kind.title)\(line.note.isEmpty ? "" : ": \(line.note)")")
    }
    return warnings
  }

  /// How far the scan can be trusted as a whole; a scan that cannot be used is a `ScanError`.
  public enum Verdict: String, Codable, Sendable {
    case good
    /// Usable with wider error bars: the warnings say why.
    case usable
  }

  public var verdict: Verdict { warnings.isEmpty ? .good : .usable }
}

/// What a repair may do.
public struct RepairLimits: Sendable, Equatable {
  /// A hole of larger extent, in m, is left open: what fills it would be invented.
  public var largestHole = 50e-3
  /// A scan of more triangles is decimated to about this many.
  public var triangles = 150_000
  /// Decimation stops before the surface moves by more than this, in m; it may then keep more
  /// triangles.
  public var decimationError = 0.15e-3
  /// A scan of less area, in m², is refused: the crop of a small face has 0.03.
  public var leastArea = 0.01

  /// A scan with more faces that pass through others, of all its faces, is refused.
  public var mostRough = 0.05

  /// A larger part of the area that fills holes is worth a warning.
  static let largeFilledPart = 0.02

  /// A longer mean edge, in m, does not resolve lips (10 mm high) and lids.
  static let coarseEdge = 5e-3

  public init() {}
}

extension TriangleSurface {
  /// (b − a) × (c − a): twice the area, along the outward normal.
  func doubleArea(_ t: SIMD3<Int32>) -> Vector3 {
    let a = positions[Int(t.x)]
    return (positions[Int(t.y)] - a).cross(positions[Int(t.z)] - a)
  }

  func centroid(_ t: SIMD3<Int32>) -> Vector3 {
    (positions[Int(t.x)] + positions[Int(t.y)] + positions[Int(t.z)]) / 3
  }

  /// The mean length of the sides of the triangles.
  var meanSide: Double {
    var sum = 0.0
    for t in triangles {
      for c in 0..<3 {
        sum += (positions[Int(t[(c + 1) % 3])] - positions[Int(t[c])]).length
      }
    }
    return sum / Double(max(3 * triangles.count, 1))
  }
}

extension Double {
  /// With one digit after the point.
  var inTenths: String {
    guard let tenths = Int(exactly: (abs(self) * 10).rounded()) else { return "\(self)" }
    return (self < 0 && tenths > 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
  }
}
