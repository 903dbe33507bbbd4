import Tensors
import Testing

@testable import Scans

@Suite struct LeastSquaresTests {
  @Test func `fits a line through points that lie on one`() {
    var system = LeastSquares(order: 2)
    for x in 0..<5 { system.add([1, Double(x)], equals: 3 - 2 * Double(x), weight: 1 + Double(x)) }
    let line = system.solution() ?? []
    #expect(abs(line[0] - 3) < 1e-12 && abs(line[1] + 2) < 1e-12)
  }

  @Test func `takes the weighted mean of an unknown given twice`() {
    var system = LeastSquares(order: 1)
    system.add(unknown: 0, equals: 1, weight: 3)
    system.add(unknown: 0, equals: 5, weight: 1)
    #expect(abs((system.solution() ?? [0])[0] - 2) < 1e-15)
  }

  @Test func `has no solution where an unknown is free`() {
    var system = LeastSquares(order: 2)
    system.add([1, 1], equals: 1, weight: 1)
    #expect(system.solution() == nil)
  }
}

@Suite struct PointGridTests {
  @Test func `finds every point that is near`() {
    let points = MadeUpFace.surface.positions
    let grid = PointGrid(points, cell: 6e-3)
    for place in [points[7], points[900] + Vector3(0.004, 0.003, 0.005), Vector3(0.5, 0, 0)] {
      var found: Set<Int> = []
      grid.forEach(within: 11e-3, of: place) { found.insert($0) }
      let near = points.indices.filter { (points[$0] - place).length <= 11e-3 }
      #expect(found.isSuperset(of: near))
    }
  }
}

@Suite struct SurfaceSamplesTests {
  @Test func `spreads points evenly, whatever the pose`() {
    let surface = MadeUpFace.surface
    let samples = SurfaceSamples(of: surface, count: 200)
    #expect(abs(samples.positions.count - 200) <= 1)
    var rotations = RandomRotations(seed: 5)
    let R = rotations.next()
    let turned = SurfaceSamples(of: surface.turned(by: R), count: 200)
    #expect(turned.triangles == samples.triangles)
    for (p, q) in zip(samples.positions, turned.positions) {
      #expect((R * p + RandomPlace.shift - q).length < 1e-12)
    }
  }
}

@Suite struct InverseSimilarityTests {
  @Test func `undoes a similarity`() {
    var rotations = RandomRotations(seed: 9)
    let place = Similarity(
      scale: 1.3, rotation: rotations.next(), translation: Vector3(0.1, 2, -3))
    let p = Vector3(0.3, -0.2, 0.7)
    #expect((place.inverse(place(p)) - p).length < 1e-14)
  }
}
