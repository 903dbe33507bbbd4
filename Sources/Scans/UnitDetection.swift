import Meshes
import Tensors

/// Tells the unit of a file by the size of what is in it.
///
/// The measure is the distance from the middle of the surface within which half of its area lies. It
/// does not depend on the pose, and neither strays nor spikes nor split vertices move it much.
/// Synthetic adult faces have 75–95 mm; children, whole heads and busts lie within 48–200 mm, which
/// leaves every unit a range of its own.
enum UnitDetection {
  /// Half distances in the unit of the file, ascending.
  ///
  /// Inches end where centimetres begin: 4.9 in =
  /// 124 mm is a large bust, 4.9 cm a small child.
  static let ranges: [(unit: LengthUnit, range: Range<Double>)] = [
    (.metres, 0.045..<0.2), (.inches, 1.8..<4.9), (.centimetres, 4.9..<20),
    (.millimetres, 45..<200),
  ]

  /// The unit of `surface`.
  ///
  /// - Throws: `ScanError.implausibleSize` where no unit fits.
  static func unit(of surface: TriangleSurface, file: String) throws(ScanError) -> LengthUnit {
    let distance = halfDistance(surface)
    guard let found = ranges.first(where: { $0.range.contains(distance) }) else {
      throw .implausibleSize(file: file, halfDistance: distance)
    }
    return found.unit
  }

  /// Checks a unit that was stated.
  static func check(_ unit: LengthUnit, of surface: TriangleSurface, file: String)
    throws(ScanError)
  {
    let distance = halfDistance(surface)
    guard (0.03..<0.4).contains(distance * unit.metres) else {
      throw .implausibleSize(file: file, halfDistance: distance)
    }
  }

  /// The distance from the middle within which half of the area lies, in the unit of the file.
  static func halfDistance(_ surface: TriangleSurface) -> Double {
    // A sample is enough: 20 000 triangles tell a median within one percent.
    let step = max(1, surface.triangles.count / 20_000)
    var sample: [(area: Double, at: Vector3)] = []
    for t in stride(from: 0, to: surface.triangles.count, by: step) {
      let triangle = surface.triangles[t]
      let (area, at) = (surface.doubleArea(triangle).length, surface.centroid(triangle))
      if at.isFinite, area.isFinite { sample.append((area, at)) }
    }
    // A few giant triangles across the face are a defect, and must not outweigh it.
    let areas = sample.map(\.area).sorted()
    let most = 25 * (areas.isEmpty ? 0 : areas[areas.count / 2])
    sample = sample.map { (min($0.area, most), $0.at) }
    var middle = Vector3.zero
    for axis in 0..<3 { middle[axis] = median(sample.map { ($0.at[axis], $0.area) }) }
    return median(sample.map { (($0.at - middle).length, $0.area) })
  }

  /// The value with half of the weight below it.
  private static func median(_ weighted: [(value: Double, weight: Double)]) -> Double {
    let half = weighted.reduce(0) { $0 + $1.weight } / 2
    var below = 0.0
    for entry in weighted.sorted(by: { $0.value < $1.value }) {
      below += entry.weight
      if below >= half { return entry.value }
    }
    return 0
  }
}
