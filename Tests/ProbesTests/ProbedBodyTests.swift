@testable import Anatomy
import Assembly
import Materials
import Probes
import Solvers
import Tensors
import TestSupport
import Testing

private let modulus = 10e3

/// A homogeneous block, K/μ = 500.
private func block(depth: Double, relaxing share: Double = 0) throws -> LayeredTissue {
  LayeredTissue(layers: [
    .init(
      "body", thickness: depth,
      material: .neoHookean(shearModulus: modulus, bulkModulus: 500 * modulus),
      relaxation: share > 0 ? try PronySeries([.init(share: share, time: 0.5)]) : nil)
  ])
}

@Test func `the sector of a block has its share of the volume, and all layers`() throws {
  let tissue = LayeredTissue(layers: [
    .init("fat", thickness: 5e-3, material: .neoHookean(shearModulus: 1e3, bulkModulus: 5e5)),
    .init("skin", thickness: 1e-3, material: .neoHookean(shearModulus: 1e4, bulkModulus: 5e6)),
  ])
  let block = SuctionProbe(diameter: 2e-3).block(of: tissue, outer: 20e-3)
  #expect(block.mesh.blocks.map(\.region) == ["fat", "skin"])
  let mass = block.solid().nodalMasses().reduce(0, +) * block.count
  // Quadratic edges: the area within an arc of 15° is met within 10⁻⁵.
  #expect(abs(mass / (1000 * .pi * 20e-3 * 20e-3 * 6e-3) - 1) < 1e-4)
  #expect(block.radii.first == 0 && block.radii.last == 20e-3)
  #expect(block.depths.contains { abs($0 - 1e-3) < 1e-12 })
}

@Test func `the planes of symmetry hold, and all sectors answer alike`() throws {
  let probe = SuctionProbe(diameter: 2e-3)
  let rises = try [Double.pi / 12, .pi / 18].map { angle -> Double in
    let block = probe.block(of: try block(depth: 8e-3), cells: 4, angle: angle)
    let body = try ProbedBody(probe, on: block)
    let state = try body.equilibria(suctions: [5e3])[0].state
    let rise = state.displacements[block.apex].z
    for (X, u) in zip(block.mesh.positions, state.displacements)
    where abs(X.y * Double.cosine(angle) - X.x * .sine(angle)) < 1e-9 {
      #expect(abs(u.y * .cosine(angle) - u.x * .sine(angle)) < 1e-5 * rise)
    }
    return rise
  }
  // Arcs of 15° and of 10° differ by 10⁻⁴ of their length.
  #expect(abs(rises[0] / rises[1] - 1) < 5e-4)
}

@Test func `suction lifts the skin inside the ring, and the ring bears the rest`() throws {
  let probe = SuctionProbe(diameter: 2e-3)
  let block = probe.block(of: try block(depth: 8e-3), cells: 4)
  let body = try ProbedBody(probe, on: block)
  let found = try body.equilibria(suctions: [2e3, 4e3])
  let rises = found.map { $0.state.displacements[block.apex].z }
  #expect(rises[0] > 0 && rises[1] > rises[0])
  let touch = body.touch(in: found[1].state)
  let radii = try #require(touch.radii)
  #expect(touch.force.z > 0 && touch.deepest < 5e-3 * rises[1])
  #expect(radii.inner >= probe.aperture && radii.inner < probe.aperture + probe.rim)
  // What the cup sucks it also presses: no more than suction over all that the flat begins at.
  #expect(touch.force.z < 1.2 * 4e3 * .pi * 1.1e-3 * 1.1e-3)
}

@Test func `the outer edge of the block is far enough`() throws {
  let probe = SuctionProbe(diameter: 2e-3)
  let tissue = try block(depth: 8e-3)
  let rises = try [SectorBlock.Edge.fixed, .free].map { edge -> Double in
    let block = probe.block(of: tissue, cells: 4, boundary: edge)
    let body = try ProbedBody(probe, on: block)
    return try body.equilibria(suctions: [4e3])[0].state.displacements[block.apex].z
  }
  #expect(abs(rises[0] / rises[1] - 1) < 0.01)
}

@Test func `an elastic tissue comes back at once, a relaxing one later`() throws {
  let test = SuctionTest(
    SuctionProbe(diameter: 2e-3), pressure: 4e3,
    timing: RecoilCurve.Timing(on: 1, off: 1, ramp: 0.02))
  let elastic = try test.run(on: try block(depth: 8e-3), cells: 3)
  let p = elastic.curve.parameters
  #expect(abs(p.r2 - 1) < 1e-6 && abs(p.r7 - 1) < 1e-6 && abs(p.r6) < 1e-6)
  #expect(abs(elastic.curve.unrestoredEnergy) < 0.02)
  let share = 0.4
  let relaxing = try test.run(on: try block(depth: 8e-3, relaxing: share), cells: 3)
  let q = relaxing.curve.parameters
  #expect(q.r2 < 1 && q.r7 < q.r2 && q.r6 > 0.1)
  // At once the tissue is 1/(1 − g) times as stiff; U(t) goes to the elastic rise in the end.
  #expect(q.ue > 0.95 * (1 - share) * p.uf && q.uf < p.uf && q.uf > 0.85 * p.uf)
  #expect(relaxing.curve.unrestoredEnergy > 0.1)
  #expect(relaxing.phases.map(\.kind) == [.before, .loaded, .released])
}

@Test func `a raised tissue feels an instrument as one that goes down`() throws {
  let ball = Indenter(.sphere, radius: 3e-3)
  var tissue = try block(depth: 8e-3)
  tissue.support = .elastic(normal: 3e6, tangential: 1e6)
  let depth = 0.4e-3
  let down = try ProbedBody(
    ball, depth: depth, on: ball.block(of: tissue, depth: depth, cells: 4))
  let first = try down.equilibria(obstacles: [ball.obstacle(depth: depth)])[0]
  let up = try ProbedBody(ball, depth: depth, on: ball.block(of: tissue, depth: depth, cells: 4))
  let second = try up.solver.solve(up.loading(raised: depth))
  let (a, b) = (down.touch(in: first.state), up.touch(in: second.state))
  #expect(abs(a.force.z / b.force.z - 1) < 1e-6)
  for (u, v) in zip(first.state.displacements, second.state.displacements) {
    #expect((u - v + Vector3(0, 0, depth)).length < 1e-8)
  }
}

/// Half a minute: `TURGOR_LONG_TESTS=1`.
@Test(.enabled(if: areLongTestsAsked))
func `a force that is asked for is what presses, and the instrument creeps in`() throws {
  let test = IndentationTest(
    Indenter(.sphere, radius: 3e-3), .force(5e-3),
    timing: RecoilCurve.Timing(on: 0.5, off: 0.5, ramp: 0.05))
  let run = try test.run(on: try block(depth: 8e-3, relaxing: 0.4), cells: 4)
  let held = run.curve.points.filter { $0.time > 0.06 && $0.time < 0.49 }
  #expect(held.count > 3)
  #expect(held.allSatisfy { abs($0.load / 5e-3 - 1) < 2e-3 })
  #expect(zip(held, held.dropFirst()).allSatisfy { $1.excursion > $0.excursion })
  let hertz = Double.power(
    5e-3 * 3 / (16 * modulus * (3e-3).squareRoot()), 2.0 / 3)
  // Relaxed depth on a half-space after Hertz; the block is 8 mm deep and still relaxing.
  #expect(run.curve.maximum > 0.6 * hertz && run.curve.maximum < 1.05 * hertz)
  #expect(throws: ProbeError.self) {
    try IndentationTest(Indenter(.sphere, radius: 3e-3), .force(50), timing: test.timing)
      .run(on: try block(depth: 8e-3))
  }
}

@Test func `taut skin gives way less`() throws {
  let zone = TissuePreset.Zone(
    depth: 8e-3, femaleSkin: 1.2e-3, maleSkin: 1.2e-3, superficialFat: 3e-3, smas: 1e-3,
    support: .bone,
    tension: TissuePreset.Tension(
      stress: SkinTension(along: 20e3, across: 10e3), source: "", confidence: .low),
    source: "", confidence: .low)
  func layer(_ mu: Double) -> TissuePreset.Layer {
    TissuePreset.Layer(
      material: .yeoh(c10: mu / 2, c20: mu, c30: 0, bulkModulus: 500 * mu), density: 1000,
      source: "", confidence: .low)
  }
  let layers: [TissueLayer: TissuePreset.Layer] = [
    .deep: layer(500), .smas: layer(3e3), .superficialFat: layer(500), .skin: layer(6e3),
  ]
  let probe = SuctionProbe(diameter: 4e-3)
  let rises = try [0.0, 1].map { factor -> Double in
    let tissue = try LayeredTissue(zone, layers: layers, tensionFactor: factor)
    let block = probe.block(of: tissue, cells: 4)
    let body = try ProbedBody(probe, on: block)
    let rest = try body.equilibria(suctions: [0])[0].state
    // What the tension needs to be held is held: nothing moves without suction.
    #expect(rest.displacements.allSatisfy { $0.length < 1e-6 })
    return try body.equilibria(suctions: [1e3, 2e3])[1].state.displacements[block.apex].z
  }
  #expect(rises[1] < 0.8 * rises[0])
}

@Test func `tissue with directions is refused`() {
  let fibred = Material.gasserOgdenHolzapfel(
    shearModulus: 6e3, k1: 1e4, k2: 1, kappa: 0.1, fibres: [Vector3(1, 0, 0)], bulkModulus: 3e6)
  let entry = TissuePreset.Layer(
    material: fibred, density: 1000, source: "", confidence: .low)
  let zone = TissuePreset.Zone(
    depth: 8e-3, femaleSkin: 1e-3, maleSkin: 1e-3, superficialFat: 3e-3, smas: 1e-3,
    support: .bone,
    tension: TissuePreset.Tension(
      stress: SkinTension(along: 0, across: 0), source: "", confidence: .low),
    source: "", confidence: .low)
  #expect(throws: ProbeError.directedLaw(layer: .skin)) {
    try LayeredTissue(zone, layers: [.skin: entry])
  }
}
