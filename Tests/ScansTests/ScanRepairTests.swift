import Meshes
import Tensors
import TestSupport
import Testing

@testable import Scans

/// Faces of geometry: caps of a sphere, which are known everywhere.
enum SphereCap {
  /// Of the sphere, in m.
  static let radius = 0.1

  /// The part of a geodesic sphere around +z within `angle`, outward, of the triangles to `keep`.
  static func surface(
    levels: Int = 6, angle: Double = 1.4, keep: (Vector3) -> Bool = { _ in true }
  ) -> TriangleSurface {
    let axes = [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)]
    var positions = axes + axes.map { -$0 }
    var triangles: [SIMD3<Int32>] = []
    for x: Int32 in [0, 3] {
      for y: Int32 in [1, 4] {
        for z: Int32 in [2, 5] {
          let isRightHanded = [x, y, z].count { $0 >= 3 } % 2 == 0
          triangles.append(isRightHanded ? SIMD3(x, y, z) : SIMD3(x, z, y))
        }
      }
    }
    for _ in 0..<levels {
      var middles: [SIMD2<Int32>: Int32] = [:]
      func middle(_ a: Int32, _ b: Int32) -> Int32 {
        let key = SIMD2(min(a, b), max(a, b))
        if let known = middles[key] { return known }
        positions.append((positions[Int(a)] + positions[Int(b)]).normalized)
        middles[key] = Int32(positions.count - 1)
        return Int32(positions.count - 1)
      }
      triangles = triangles.flatMap { t -> [SIMD3<Int32>] in
        let (a, b, c) = (middle(t.x, t.y), middle(t.y, t.z), middle(t.z, t.x))
        return [SIMD3(t.x, a, c), SIMD3(a, t.y, b), SIMD3(c, b, t.z), SIMD3(a, b, c)]
      }
    }
    var surface = TriangleSurface(positions: positions.map { radius * $0 }, triangles: triangles)
    surface.removeTriangles(
      triangles.map { t in
        let middle = (positions[Int(t.x)] + positions[Int(t.y)] + positions[Int(t.z)]).normalized
        return middle.z < .cosine(angle) || !keep(middle)
      })
    surface.removeUnreferencedVertices()
    return surface
  }

  /// Whether a unit vector lies within `angle` of another.
  static func isNear(_ u: Vector3, _ v: Vector3, _ angle: Double) -> Bool {
    u.dot(v.normalized) > .cosine(angle)
  }
}

extension TriangleSurface {
  func scaled(_ factor: Double) -> TriangleSurface {
    var surface = self
    for i in surface.positions.indices { surface.positions[i] *= factor }
    return surface
  }

  /// Turns every face whose middle `isChosen`.
  func reversed(where isChosen: (Vector3) -> Bool) -> (TriangleSurface, count: Int) {
    var surface = self
    let chosen = triangles.indices.filter { isChosen(centroid(triangles[$0])) }
    for t in chosen { surface.reverseTriangle(t) }
    return (surface, chosen.count)
  }
}

/// What every repaired surface must be.
func expectSound(_ scan: RepairedScan, _ location: SourceLocation = #_sourceLocation) {
  let (surface, edges) = (scan.surface, SurfaceEdges(scan.surface))
  #expect((0..<edges.count).allSatisfy { edges.valence($0) <= 2 }, sourceLocation: location)
  #expect(edges.pieces().count == 1, sourceLocation: location)
  let isConsistent = (0..<3 * surface.triangles.count).allSatisfy { side in
    guard let twin = edges.twin(side) else { return true }
    return surface.triangles[side / 3][side % 3] != surface.triangles[twin / 3][twin % 3]
  }
  #expect(isConsistent, sourceLocation: location)
  #expect(surface.positions.allSatisfy { $0.isFinite }, sourceLocation: location)
  #expect(surface.unreferencedVertices.isEmpty, sourceLocation: location)
  if let corners = surface.texture?.corners {
    #expect(corners.count == surface.triangles.count, sourceLocation: location)
  }
}

@Suite struct ScanRepairTests {
  let cap = SphereCap.surface()
  /// A place on the cap away from its middle.
  let place = Vector3(0.4, 0.3, 0.86)

  func repaired(_ surface: TriangleSurface) throws -> RepairedScan {
    let scan = try ScanRepair.repair(surface, unit: .metres)
    expectSound(scan)
    return scan
  }

  @Test func `leaves a sound surface as it is`() throws {
    let scan = try repaired(cap)
    #expect(scan.report.lines.isEmpty && scan.verdict == .good)
    #expect(scan.surface == cap && scan.original == cap)
  }

  @Test(arguments: LengthUnit.allCases) func `tells the unit by the size`(unit: LengthUnit) throws {
    let scan = try ScanRepair.repair(cap.scaled(1 / unit.metres))
    #expect(scan.unit == unit)
    for (p, q) in zip(scan.surface.positions, cap.positions) { #expect((p - q).length < 1e-12) }
    #expect(scan.report.lines(of: .unit).count == 1)
  }

  @Test func `refuses what is no face, and says what to capture`() {
    func error(_ surface: TriangleSurface, _ unit: LengthUnit? = nil) -> String {
      do {
        _ = try ScanRepair.repair(surface, unit: unit, file: "a.ply")
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      error(cap.scaled(1e-3)).hasPrefix("a.ply: half of the surface lies within"))
    #expect(error(cap, .millimetres).contains("no size for a head in m, cm, mm or inches"))
    let flat = TriangleSurface(
      positions: [.zero, Vector3(0.1, 0, 0), Vector3(0.2, 0, 0)], triangles: [SIMD3(0, 1, 2)])
    #expect(error(flat, .metres) != "no error")
    let ribbon = SphereCap.surface { abs($0.y) < 0.04 && $0.x > 0 || abs($0.x) < 0.04 && $0.y > 0 }
    #expect(
      error(ribbon, .metres).hasSuffix(
        "at least 100.0 cm² is needed; capture the whole face from hairline to neck and ear to ear,"
          + " in one pass without a break"))
  }

  // A hole of half width r on a sphere of radius R is met within r⁴/8R³ by the smoothest patch, plus
  // the sag h²/8R of its edges, h ≈ 2.5 mm, a few times: 6·10⁻⁶ + 4·8·10⁻⁶ m.
  @Test(arguments: [0.05, 0.15]) func `fills a hole and continues the curvature`(angle: Double)
    throws
  {
    let holed = SphereCap.surface { !SphereCap.isNear($0, self.place, angle) }
    let scan = try repaired(holed)
    let lines = scan.report.lines(of: .hole)
    #expect(lines.count == 1 && scan.report.lines.count == 1)
    let line = try #require(lines.first)
    let middle = try #require(line.place)
    #expect((middle.normalized - place.normalized).length < 0.03)
    #expect(try #require(line.size) > 1.6 * angle * SphereCap.radius)
    for p in scan.surface.positions { #expect(abs(p.length - SphereCap.radius) < 4e-5) }
    #expect(SurfaceQuality(of: scan.surface).leastTriangleQuality > 0.3)
    #expect(abs(scan.area / cap.area - 1) < 2e-3)
  }

  @Test func `leaves a hole open that is too large to be invented`() throws {
    let scan = try repaired(SphereCap.surface { !SphereCap.isNear($0, self.place, 0.4) })
    #expect(scan.report.lines(of: .openHole).count == 1 && scan.verdict == .usable)
    #expect(HoleLoop.all(of: scan.surface).count == 2)
  }

  @Test func `leaves the openings of two eyes, and fills a hole of their size elsewhere`() throws {
    // Lids 30 mm wide and 59 mm apart, on either side of x = 0.
    func isEye(_ u: Vector3) -> Bool {
      abs(abs(u.x) - 0.3) < 0.12 && abs(u.y - 0.2) < 0.06
    }
    let scan = try repaired(
      SphereCap.surface { !isEye($0) && !SphereCap.isNear($0, Vector3(0.3, -0.4, 0.8), 0.1) })
    #expect(scan.report.lines(of: .eyeOpening).count == 2)
    #expect(scan.report.lines(of: .hole).count == 1)
    #expect(HoleLoop.all(of: scan.surface).count == 3)
  }

  @Test func `turns a patch and a whole surface outward`() throws {
    let (patched, count) = cap.reversed { SphereCap.isNear($0.normalized, self.place, 0.2) }
    let scan = try repaired(patched)
    #expect(scan.surface == cap)
    #expect(scan.report.count(of: .flippedFace) == count && scan.report.lines.count == 1)
    let inward = try repaired(cap.reversed { _ in true }.0)
    #expect(inward.surface == cap)
    #expect(inward.report.count(of: .flippedFace) == cap.triangles.count)
  }

  @Test func `drops duplicates, opposites and a fin`() throws {
    var surface = cap
    let t = cap.triangles[700]
    surface.triangles += [cap.triangles[10], SIMD3(t.y, t.z, t.x), SIMD3(t.x, t.z, t.y)]
    surface.positions.append(1.05 * cap.positions[Int(t.x)])
    surface.triangles.append(SIMD3(t.x, t.y, Int32(surface.positions.count - 1)))
    let scan = try repaired(surface)
    #expect(scan.surface == cap)
    #expect(scan.report.count(of: .duplicateFace) == 2)
    #expect(scan.report.count(of: .oppositeFace) == 1)
    #expect(scan.report.count(of: .nonManifoldFace) == 1)
  }

  @Test func `keeps the largest piece and names the others`() throws {
    var surface = SphereCap.surface(levels: 2, angle: 3).scaled(0.1)
    let ball = surface.triangles.count
    let first = Int32(surface.positions.count)
    for i in surface.positions.indices { surface.positions[i] += Vector3(0.3, 0, 0) }
    surface.positions += cap.positions + [Vector3(7, 7, 7)]
    surface.triangles += cap.triangles.map { $0 &+ first }
    let scan = try repaired(surface)
    #expect(scan.surface == cap)
    let line = try #require(scan.report.lines(of: .island).first)
    let center = try #require(line.place)
    #expect(line.count == ball && (center - Vector3(0.3, 0, 0)).length < 3e-3)
    #expect(scan.report.count(of: .unreferencedVertex) == 1)
    #expect(scan.report.lines.count == 2)
  }

  @Test func `removes a spike, a tuft and a vertex pulled through the surface`() throws {
    let middle = try #require(
      cap.positions.indices.first {
        SphereCap.isNear(cap.positions[$0].normalized, place, 0.03)
      })
    var spiked = cap
    spiked.positions[middle] *= 1.4
    var pulled = cap
    pulled.positions[middle] += Vector3(-0.05, -0.06, -0.02)
    var tufted = cap
    for i in tufted.positions.indices
    where SphereCap.isNear(cap.positions[i].normalized, cap.positions[middle], 0.06) {
      tufted.positions[i] *= 1.5
    }
    for surface in [spiked, pulled, tufted] {
      let scan = try repaired(surface)
      #expect(scan.report.count(of: .spike) > 0)
      #expect(scan.report.count(of: .refill) > 0 && scan.report.count(of: .hole) == 0)
      #expect(scan.report.count(of: .selfIntersection) == 0)
      for p in scan.surface.positions { #expect(abs(p.length - SphereCap.radius) < 1e-4) }
    }
    #expect(
      try repaired(spiked).report.lines(of: .spike).map(\.place) == [spiked.positions[middle]])
  }

  @Test func `removes vertices that are no numbers, and fills the pinhole`() throws {
    var surface = cap
    surface.positions[900].y = .nan
    surface.positions[400].x = .infinity
    let scan = try repaired(surface)
    #expect(scan.report.lines(of: .nonFiniteVertex).map(\.count) == [1, 1])
    #expect(scan.report.lines(of: .refill).count == 2)
    #expect(scan.report.count(of: .unreferencedVertex) == 0)
    for p in scan.surface.positions { #expect(abs(p.length - SphereCap.radius) < 5e-5) }
  }

  @Test func `welds a soup of triangles`() throws {
    var soup = TriangleSurface()
    for t in cap.triangles {
      for c in 0..<3 { soup.positions.append(cap.positions[Int(t[c])]) }
      let n = Int32(soup.positions.count)
      soup.triangles.append(SIMD3(n - 3, n - 2, n - 1))
    }
    let scan = try repaired(soup)
    #expect(scan.surface.positions.count == cap.positions.count)
    #expect(
      scan.report.count(of: .weldedVertex) == soup.positions.count - cap.positions.count)
    #expect(scan.report.lines.count == 1)
  }

  @Test func `takes out faces without area and leaves no slit`() throws {
    // A vertex in the middle of an edge, on one side of it only: the other side has a line there.
    var surface = cap
    let edges = SurfaceEdges(cap)
    let side = try #require((1500..<3000).first { edges.twin($0) != nil })
    let t = cap.triangles[side / 3]
    let (a, b, c) = (t[side % 3], t[(side + 1) % 3], t[(side + 2) % 3])
    let m = Int32(surface.positions.count)
    surface.positions.append((cap.positions[Int(a)] + cap.positions[Int(b)]) / 2)
    surface.triangles[side / 3] = SIMD3(a, m, c)
    surface.triangles += [SIMD3(m, b, c), SIMD3(a, b, m), SIMD3(a, a, b)]
    let scan = try repaired(surface)
    #expect(scan.report.count(of: .degenerateFace) == 2 && scan.report.lines.count == 1)
    #expect(HoleLoop.all(of: scan.surface).count == 1)
    #expect(scan.surface.triangles.count == cap.triangles.count + 2)
  }

  @Test func `separates sheets that touch in a point`() throws {
    // Two triangles at a vertex that stands for a whole fan of its own.
    var surface = cap
    let n = Int32(cap.positions.count)
    let at = cap.triangles[800].x
    surface.positions += [
      1.2 * cap.positions[Int(at)], 1.2 * cap.positions[Int(at)] + Vector3(0.01, 0, 0),
    ]
    surface.triangles.append(SIMD3(at, n, n + 1))
    let scan = try repaired(surface)
    #expect(scan.surface == cap && scan.report.count(of: .island) == 1)
  }

  /// The cap with a bump pushed sideways, so far that it passes through the skin beside it.
  func folded(width: Double, shift: Double) -> TriangleSurface {
    let middle = SphereCap.radius * place.normalized
    let along = Vector3(1, 0, 0).cross(middle).normalized
    var surface = cap
    for i in surface.positions.indices {
      let part = (cap.positions[i] - middle).length / width
      guard part < 1 else { continue }
      let push = (1 - part * part) * (1 - part * part)
      let ahead = (cap.positions[i] - middle).dot(along) / width
      surface.positions[i] += push * shift * (along - 1.5 * ahead * middle.normalized)
    }
    return surface
  }

  @Test func `cuts out a small fold, and reports a large one`() throws {
    let small = folded(width: 0.008, shift: 0.011)
    #expect(!small.selfIntersections().isEmpty)
    let scan = try repaired(small)
    #expect(scan.report.count(of: .cutFace) > 0 && scan.report.count(of: .refill) > 0)
    #expect(scan.surface.selfIntersections().isEmpty && scan.verdict == .good)
    let large = folded(width: 0.05, shift: 0.08)
    #expect(!large.selfIntersections().isEmpty)
    let left = try repaired(large)
    #expect(left.report.count(of: .selfIntersection) > 0 && left.verdict == .usable)
  }

  @Test func `finds faces that cut through others`() {
    #expect(cap.selfIntersections().isEmpty)
    // Two crossing triangles, as simple as can be.
    let crossing = TriangleSurface(
      positions: [
        Vector3(0, 0, 0), Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0.2, 0.2, -1),
        Vector3(0.3, 0.2, 1), Vector3(2, 2, 0),
      ], triangles: [SIMD3(0, 1, 2), SIMD3(3, 4, 5)])
    #expect(crossing.selfIntersections().count >= 1)
  }

  @Test func `thins out within the bound it states`() throws {
    // An ellipsoid: on a sphere all collapses cost the same, which no scan has.
    var fine = SphereCap.surface(levels: 7)
    for i in fine.positions.indices { fine.positions[i] *= Vector3(0.9, 1.1, 1) }
    var limits = RepairLimits()
    limits.triangles = 25_000
    let scan = try ScanRepair.repair(fine, unit: .metres, limits: limits)
    expectSound(scan)
    let line = try #require(scan.report.lines(of: .decimation).first)
    let error = try #require(line.size)
    #expect(scan.report.lines.map(\.kind) == [.decimation], "\(scan.report.lines)")
    #expect(error > 0 && error <= limits.decimationError)
    #expect(scan.surface.triangles.count < fine.triangles.count * 55 / 100)
    #expect(line.count == fine.triangles.count - scan.surface.triangles.count)
    let index = SurfaceIndex(scan.surface)
    for p in fine.positions { #expect(try #require(index.nearest(to: p)).distance <= error) }
    #expect(scan.original == fine)
  }

  @Test func `carries colours and texture through every repair`() throws {
    var surface = SphereCap.surface { !SphereCap.isNear($0, self.place, 0.1) }
    surface.colours = surface.positions.map { SIMD3(UInt8(128 + 1000 * $0.x), 7, 200) }
    let uv = { (v: Int32) in SIMD2(Float(v), Float(2 * v)) }
    surface.texture = SurfaceTexture(
      images: [.init(name: "a", format: .png, bytes: [1])],
      corners: surface.triangles.map { .init(uv($0.x), uv($0.y), uv($0.z), image: 0) })
    surface.triangles.append(surface.triangles[5])
    surface.texture?.corners.append(.none)
    surface = surface.reversed { $0.x > 0.02 }.0
    let scan = try repaired(surface)
    let texture = try #require(scan.surface.texture)
    for (t, corners) in zip(scan.surface.triangles, texture.corners) where corners.image == 0 {
      #expect((corners.a, corners.b, corners.c) == (uv(t.x), uv(t.y), uv(t.z)))
    }
    #expect(scan.surface.colours.count == scan.surface.positions.count)
    for (p, c) in zip(scan.surface.positions, scan.surface.colours) {
      #expect(abs(Double(c.x) - 128 - 1000 * p.x) < 12 && c.y == 7 && c.z == 200)
    }
  }

  @Test(arguments: 0..<24) func `makes any heap of defects sound, and then has nothing to add`(
    seed: UInt64
  ) throws {
    var random = Defects(seed: seed)
    let scan = try repaired(random.applied(to: SphereCap.surface(levels: 5)))
    let again = try repaired(scan.surface)
    #expect(again.report.changes.isEmpty, "\(again.report.changes)")
  }

  @Test func `repairs or refuses a file with one wrong byte`() throws {
    let cap = SphereCap.surface(levels: 2)
    for precision in [PLYWriter.Precision.float, .double] {
      let bytes = PLYWriter.bytes(of: cap, precision: precision)
      var repaired = 0
      for position in bytes.indices {
        var corrupted = bytes
        for value: UInt8 in [0, 0x7F, 0xFF, bytes[position] ^ 0x40] {
          corrupted[position] = value
          guard let file = try? SurfaceReader.readUnrepaired(corrupted, file: "a.ply"),
            let scan = try? ScanRepair.repair(file.surface)
          else { continue }
          #expect(scan.surface.positions.allSatisfy { abs($0.x) < 1 && abs($0.y) < 1 })
          repaired += 1
        }
      }
      #expect(repaired > bytes.count)
    }
  }

  @Test func `gives the same bits again`() throws {
    let holed = SphereCap.surface { !SphereCap.isNear($0, self.place, 0.15) }
    let (first, second) = (try repaired(holed), try repaired(holed))
    #expect(first.surface == second.surface && first.report == second.report)
  }
}

/// Defects drawn at random, the same for the same seed.
private struct Defects: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// SplitMix64, public domain (Vigna 2015).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func applied(to sound: TriangleSurface) -> TriangleSurface {
    var surface = sound
    let (isLossy, isTurned) = (Bool.random(using: &self), Bool.random(using: &self))
    let isDoubled = Bool.random(using: &self)
    for t in surface.triangles.indices where isTurned && Int.random(in: 0..<9, using: &self) == 0 {
      surface.reverseTriangle(t)
    }
    if isDoubled { surface.triangles += surface.triangles.filter { _ in chance(50) } }
    if isLossy { surface.removeTriangles(surface.triangles.map { _ in chance(15) }) }
    for _ in 0..<Int.random(in: 0..<4, using: &self) {
      let vertex = Int.random(in: 0..<surface.positions.count, using: &self)
      surface.positions[vertex] *= Double.random(in: 1.3...1.6, using: &self)
    }
    for _ in 0..<Int.random(in: 0..<3, using: &self) {
      surface.positions[Int.random(in: 0..<surface.positions.count, using: &self)].z = .nan
    }
    return surface
  }

  private mutating func chance(_ outOf: Int) -> Bool {
    Int.random(in: 0..<outOf, using: &self) == 0
  }
}

extension TriangleSurface {
  fileprivate var area: Double { triangles.reduce(0) { $0 + doubleArea($1).length / 2 } }
}
