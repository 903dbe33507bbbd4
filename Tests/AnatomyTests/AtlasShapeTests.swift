import Foundation
import Meshes
import Tensors
import Testing

@testable import Anatomy

struct AtlasShapeTests {
  @Test func `interpolates points by a spline that keeps a straight line straight`() {
    let points = [0.0, 1, 3, 4, 9].map { Vector3($0, 2 * $0, 1) }
    let spline = NaturalSpline(through: points)
    for point in points {
      #expect((spline((point - points[0]).length) - point).length < 1e-12)
    }
    let middle = spline(spline.length / 2)
    #expect((middle - Vector3(4.5, 9, 1)).length < 1e-12)
  }

  @Test func `joins the pieces of a spline with equal slope and curvature`() {
    let points = [Vector3(0, 0, 0), Vector3(1, 1, 0), Vector3(2, 0, 0), Vector3(4, 1, 0)]
    let spline = NaturalSpline(through: points)
    let (s, h) = (2.0.squareRoot(), 1e-4)
    let jump = { (f: (Double) -> Vector3) in (f(s + 2 * h) - f(s - 2 * h)).length }
    // Differences of a continuous function over 4h; a kink would leave a jump of order one.
    #expect(jump { (spline($0 + h) - spline($0 - h)) / (2 * h) } < 1e-2)
    #expect(jump { (spline($0 + h) - 2 * spline($0) + spline($0 - h)) / (h * h) } < 1e-2)
  }

  @Test func `has splines that sum to one at every angle`() {
    let basis = SplineBasis(nodes: [-30, -20, -12, -5, 0, 4, 9, 20, 40])
    for x in stride(from: -40.0, through: 50, by: 0.7) {
      let (first, weights) = basis.weights(at: x)
      #expect(abs(weights.sum() - 1) < 1e-14)
      #expect(weights.min() > -1e-15)
      #expect((0...5).contains(first))
    }
  }

  @Test func `is a sphere when all radii are equal and nothing is drawn on it`() throws {
    var parameters = try AtlasParameters(
      contentsOf: atlasFolder.appending(path: AtlasFiles.parameters))
    (parameters.folds, parameters.bumps) = ([], [])
    parameters.radii.coefficients = parameters.radii.coefficients.map { $0.map { _ in 100 } }
    let shape = AtlasShape(parameters)
    let center = Vector3(millimetres: parameters.center)
    for point in shape.sheet(columns: 9, rows: 17).positions {
      #expect(abs((point - center).length - 0.1) < 1e-12)
    }
  }

  @Test func `names the direction of each of its points`() throws {
    var parameters = try AtlasParameters(
      contentsOf: atlasFolder.appending(path: AtlasFiles.parameters))
    (parameters.folds, parameters.bumps) = ([], [])
    let shape = AtlasShape(parameters)
    let direction = AtlasShape.Direction(tilt: 0.3, side: -0.4)
    let back = shape.direction(of: shape.point(direction))
    #expect(abs(back.tilt - 0.3) < 1e-12 && abs(back.side + 0.4) < 1e-12)
  }

  @Test func `lifts the skin by the height of a bump at its centre`() throws {
    var parameters = try AtlasParameters(
      contentsOf: atlasFolder.appending(path: AtlasFiles.parameters))
    (parameters.folds, parameters.bumps) = ([], [])
    let smooth = AtlasShape(parameters)
    let direction = smooth.direction(of: Vector3(millimetres: [35, -20, 75]))
    let below = smooth.point(direction)
    parameters.bumps = [
      AtlasParameters.Bump(
        name: "", center: [1e3 * below.x, 1e3 * below.y], height: 2, halfWidths: [5, 5], turned: 0)
    ]
    let lifted = AtlasShape(parameters).point(direction)
    // The mirror image, 70 mm away, adds less than 1e-20.
    #expect(abs((lifted - below).length - 2e-3) < 1e-12)
    #expect((lifted - below).dot(Vector3(0, 0, 1)) > 0)
  }

  @Test func `names a landmark that a zone asks for in vain`() throws {
    var parameters = try AtlasParameters(
      contentsOf: atlasFolder.appending(path: AtlasFiles.parameters))
    parameters.zones[0].outline[0].landmark = "inion"
    let shape = AtlasShape(parameters)
    let landmarks = parameters.landmarks.mapValues { Vector3(millimetres: $0) }
    #expect(throws: AtlasError.unknownLandmark(name: "inion", zone: "nose")) {
      try ZoneOutlines(parameters.zones, landmarks: landmarks, shape: shape)
    }
  }

  @Test func `cuts teeth and crumbs off zones`() {
    // A strip of ten triangles: a tooth of zone 1 in zone 0, and a crumb of zone 2 at the end.
    var strip = TriangleSurface()
    for i in 0..<12 { strip.positions.append(Vector3(Double(i / 2), Double(i % 2), 0)) }
    for i in 0..<Int32(10) {
      strip.triangles.append(i % 2 == 0 ? SIMD3(i, i + 2, i + 1) : SIMD3(i, i + 1, i + 2))
    }
    let cleaned = ZoneCleaning(strip).clean([0, 0, 1, 0, 0, 1, 1, 1, 1, 0])
    #expect(cleaned == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  }

  @Test func `reads the names of zones that it writes`() {
    for zone in [Zone(region: "chin"), Zone(region: "malar", side: .left)] {
      #expect(Zone(name: zone.name) == zone)
    }
    #expect(Zone(name: "malar.upper") == nil)
  }
}
