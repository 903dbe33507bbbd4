import Foundation
import Meshes
import Tensors

/// The surface of the template face, point by point.
///
/// P(φ, θ) = C + r(φ, θ) d(φ, θ) + h n, with the direction d = (sin θ, cos θ sin φ, cos θ cos φ), the
/// radius r of `RadiusTable`, the height h of `AtlasRelief` and the normal n of the smooth face.
/// Seen from C, behind the lips and between the jaws, every part of the face is seen from inside and
/// none hides another, so that two angles name a point.
public struct AtlasShape: Sendable {
  /// φ (tilt) and θ (side) in radians.
  public struct Direction: Sendable, Equatable {
    public var tilt: Double
    public var side: Double
  }

  private let center: Vector3
  private let radii: RadiusTable
  private let relief: AtlasRelief
  /// The stretches of the border, bottom and top from the midline, the side upwards.
  private let bottom, top, outer: BorderLine

  public init(_ parameters: AtlasParameters) {
    let center = Vector3(millimetres: parameters.center)
    self.center = center
    radii = RadiusTable(parameters.radii)
    relief = AtlasRelief(parameters)
    let directions = { (points: [[Double]]) in
      points.map {
        let d = Self.direction(of: Vector3(millimetres: $0), from: center)
        return Vector3(d.tilt, d.side, 0)
      }
    }
    bottom = BorderLine(acrossMidline: directions(parameters.border.bottom))
    top = BorderLine(acrossMidline: directions(parameters.border.top))
    outer = BorderLine(directions(parameters.border.side).reversed())
  }

  /// The direction in which a point is seen from the centre; x < 0 gives a negative side angle.
  public func direction(of point: Vector3) -> Direction {
    Self.direction(of: point, from: center)
  }

  private static func direction(of point: Vector3, from center: Vector3) -> Direction {
    let d = point - center
    return Direction(tilt: atan2(d.y, d.z), side: asin(d.x / d.length))
  }

  /// The point of the face in a direction, in m.
  public func point(_ direction: Direction) -> Vector3 {
    let smooth = smoothPoint(direction.tilt, direction.side)
    let height = relief.height(at: Vector3(abs(smooth.x), smooth.y, smooth.z))
    return height == 0 ? smooth : smooth + height * smoothNormal(direction)
  }

  private func smoothPoint(_ tilt: Double, _ side: Double) -> Vector3 {
    let d = Vector3(sin(side), cos(side) * sin(tilt), cos(side) * cos(tilt))
    return center + radii(tilt: tilt, side: side) * d
  }

  /// The outward normal, from central differences over 7·10⁻⁴ rad (about 0.08 mm).
  private func smoothNormal(_ direction: Direction) -> Vector3 {
    let (tilt, side, step) = (direction.tilt, direction.side, 3.5e-4)
    let along = smoothPoint(tilt + step, side) - smoothPoint(tilt - step, side)
    let across = smoothPoint(tilt, side + step) - smoothPoint(tilt, side - step)
    return across.cross(along).normalized
  }

  /// The left half of the face as a fine sheet of triangles, its first column on x = 0.
  ///
  /// - Parameters:
  ///   - columns: vertices from the midline to the side, at least 2.
  ///   - rows: vertices from the neck to the hairline, at least 2.
  /// - Returns: a sheet with its border in the order bottom, side, top, midline.
  func sheet(columns: Int, rows: Int) -> TriangleSurface {
    var sheet = TriangleSurface()
    for row in 0..<rows {
      for column in 0..<columns {
        let u = Double(column) / Double(columns - 1)
        var point = point(inside(u, Double(row) / Double(rows - 1)))
        if column == 0 { point.x = 0 }
        sheet.positions.append(point)
      }
    }
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) {
        let a = Int32(row * columns + column)
        let (b, c) = (a + 1, a + Int32(columns))
        sheet.triangles += [SIMD3(a, b, c + 1), SIMD3(a, c + 1, c)]
      }
    }
    return sheet
  }

  /// The Coons patch between the midline (u = 0) and the border: bottom at v = 0, top at v = 1.
  private func inside(_ u: Double, _ v: Double) -> Direction {
    let (lowStart, highStart, lowEnd, highEnd) = (bottom(0), top(0), bottom(1), top(1))
    let middle = (1 - v) * lowStart + v * highStart
    let across = (1 - v) * bottom(u) + v * top(u) + (1 - u) * middle + u * outer(v)
    let corners =
      (1 - u) * ((1 - v) * lowStart + v * highStart) + u * ((1 - v) * lowEnd + v * highEnd)
    let place = across - corners
    return Direction(tilt: place.x, side: u == 0 ? 0 : place.y)
  }
}

/// A stretch of the border as a smooth curve of directions (φ, θ, 0), its parameter from 0 to 1.
private struct BorderLine: Sendable {
  private let spline: NaturalSpline
  /// The parameter of the spline where the stretch begins.
  private let start: Double

  init(_ directions: [Vector3]) {
    spline = NaturalSpline(through: directions)
    start = 0
  }

  /// A stretch that begins on the midline and goes on smoothly in its mirror image.
  init(acrossMidline directions: [Vector3]) {
    let image = directions.dropFirst().reversed().map { Vector3($0.x, -$0.y, 0) }
    spline = NaturalSpline(through: image + directions)
    start = spline.length / 2
  }

  func callAsFunction(_ t: Double) -> Vector3 { spline(start + t * (spline.length - start)) }
}
