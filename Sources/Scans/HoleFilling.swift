import Meshes
import Tensors

/// Fills the holes of a manifold, oriented surface; its outer border and open eyes stay.
enum HoleFilling {
  /// Fills what may be filled; `wounds` are the vertices at gaps that other repairs have made.
  static func apply(
    to surface: inout TriangleSurface, wounds: Set<Int32>, limits: RepairLimits,
    report: inout RepairReport
  ) {
    // A hole that goes through a vertex twice cannot be spanned: there the fans are set apart.
    let loops = loopsThroughEachVertexOnce(&surface, &report)
    defer { TouchingFans.apply(to: &surface, report: &report) }
    guard loops.count > 1 else { return }
    let eyes = EyeOpenings.find(among: loops, of: surface)
    var fans = Fans(surface, at: loops)
    for (number, loop) in loops.enumerated().dropFirst() {
      func line(_ kind: RepairReport.Kind, note: String = "") -> RepairReport.Line {
        .init(
          kind, count: loop.vertices.count, size: loop.extent, place: loop.center, note: note)
      }
      if eyes.contains(number) {
        report.add(line(.eyeOpening))
      } else if loop.extent > limits.largestHole {
        report.add(
          line(
            .openHole,
            note: "more than \((limits.largestHole * 1e3).inTenths) mm across; capture this place"
              + " as well"))
      } else if loop.vertices.count <= HoleTriangulation.mostCorners,
        fill(loop, of: &surface, &fans)
      {
        let own = loop.vertices.count { wounds.contains($0) }
        report.add(line(2 * own > loop.vertices.count ? .refill : .hole))
      } else {
        report.add(line(.openHole, note: "its border is too involved to be spanned"))
      }
    }
  }

  private static func loopsThroughEachVertexOnce(
    _ surface: inout TriangleSurface, _ report: inout RepairReport
  ) -> [HoleLoop] {
    let loops = HoleLoop.all(of: surface)
    let repeated = Set(loops.flatMap(\.repeated))
    if repeated.isEmpty { return loops }
    TouchingFans.apply(to: &surface, at: repeated, report: &report)
    return HoleLoop.all(of: surface)
  }

  /// The triangles and edges around the vertices of all holes.
  private struct Fans {
    var triangles: [Int32: [Int32]] = [:]
    var joined: Set<SIMD2<Int32>> = []

    private var isRim: [Bool]

    init(_ surface: TriangleSurface, at loops: [HoleLoop]) {
      isRim = [Bool](repeating: false, count: surface.positions.count)
      for loop in loops.dropFirst() { for v in loop.vertices { isRim[Int(v)] = true } }
      for t in surface.triangles.indices { add(t, of: surface) }
    }

    /// Takes a triangle into account; those of a patch as well, for holes that touch another.
    mutating func add(_ t: Int, of surface: TriangleSurface) {
      let corners = surface.triangles[t]
      for c in 0..<3 where isAtRim(corners[c]) {
        triangles[corners[c], default: []].append(Int32(t))
        let (a, b) = (corners[c], corners[(c + 1) % 3])
        if isAtRim(b) { joined.insert(SIMD2(min(a, b), max(a, b))) }
      }
    }

    private func isAtRim(_ vertex: Int32) -> Bool {
      Int(vertex) < isRim.count && isRim[Int(vertex)]
    }
  }

  /// Spans, refines, and bends one patch, and joins it to the surface.
  private static func fill(_ loop: HoleLoop, of surface: inout TriangleSurface, _ fans: inout Fans)
    -> Bool
  {
    // The patch goes along each edge the other way than the surface does.
    let rim = Array(loop.vertices.reversed())
    let n = rim.count
    let points = rim.map { surface.positions[Int($0)] }
    let rims = (0..<n).map { i in
      surface.doubleArea(surface.triangles[loop.triangles[(2 * n - 2 - i) % n]]).normalized
    }
    let joined = fans.joined
    let spanned = HoleTriangulation.triangles(of: points, rims: rims) { i, k in
      joined.contains(SIMD2(min(rim[i], rim[k]), max(rim[i], rim[k])))
    }
    guard let spanned else { return false }
    var patch = TriangleSurface(positions: points, triangles: spanned)
    patch = PatchRefinement.refine(patch, wanted: rim.map { meanEdge(at: $0, surface, fans) })
    bend(&patch, rim: rim, in: surface, fans)
    join(patch, rim: rim, to: &surface, &fans)
    return true
  }

  /// The mean length of the edges of the surface at a vertex.
  private static func meanEdge(at vertex: Int32, _ surface: TriangleSurface, _ fans: Fans) -> Double
  {
    let here = surface.positions[Int(vertex)]
    var (sum, count) = (0.0, 0.0)
    for t in fans.triangles[vertex] ?? [] {
      let corners = surface.triangles[Int(t)]
      for c in 0..<3 where corners[c] != vertex {
        sum += (surface.positions[Int(corners[c])] - here).length
        count += 1
      }
    }
    return sum / max(count, 1)
  }

  /// Fairs the new vertices of a patch against the ring of the surface around it.
  private static func bend(
    _ patch: inout TriangleSurface, rim: [Int32], in surface: TriangleSurface, _ fans: Fans
  ) {
    var local = patch
    var number: [Int32: Int32] = [:]
    for (i, vertex) in rim.enumerated() { number[vertex] = Int32(i) }
    var isTaken = Set<Int32>()
    for vertex in rim {
      for t in fans.triangles[vertex] ?? [] where isTaken.insert(t).inserted {
        var corners = surface.triangles[Int(t)]
        for c in 0..<3 {
          if number[corners[c]] == nil {
            number[corners[c]] = Int32(local.positions.count)
            local.positions.append(surface.positions[Int(corners[c])])
          }
          corners[c] = number[corners[c]] ?? 0
        }
        local.triangles.append(corners)
      }
    }
    PatchFairing.fair(&local, free: rim.count..<patch.positions.count)
    patch.positions = Array(local.positions.prefix(patch.positions.count))
  }

  /// Adds a patch to the surface; colours and picture coordinates run on from the rim.
  private static func join(
    _ patch: TriangleSurface, rim: [Int32], to surface: inout TriangleSurface, _ fans: inout Fans
  ) {
    let first = Int32(surface.positions.count - rim.count)
    func global(_ local: Int32) -> Int32 {
      Int(local) < rim.count ? rim[Int(local)] : first + local
    }
    for p in patch.positions.dropFirst(rim.count) {
      surface.positions.append(p)
      if !surface.colours.isEmpty { surface.colours.append(blended(at: p, rim, surface)) }
    }
    for t in patch.triangles {
      surface.triangles.append(SIMD3(global(t.x), global(t.y), global(t.z)))
      fans.add(surface.triangles.count - 1, of: surface)
      surface.texture?.corners.append(.none)
    }
  }

  /// The mean colour of the rim, weighted by the inverse of the squared distance.
  private static func blended(at p: Vector3, _ rim: [Int32], _ surface: TriangleSurface) -> SIMD3<
    UInt8
  > {
    var (sum, weight) = (Vector3.zero, 0.0)
    for vertex in rim {
      let offset = surface.positions[Int(vertex)] - p
      let w = 1 / max(offset.dot(offset), 1e-18)
      let c = surface.colours[Int(vertex)]
      sum += w * Vector3(Double(c.x), Double(c.y), Double(c.z))
      weight += w
    }
    let mean = sum / weight
    return SIMD3(
      UInt8(min(max(mean.x.rounded(), 0), 255)), UInt8(min(max(mean.y.rounded(), 0), 255)),
      UInt8(min(max(mean.z.rounded(), 0), 255)))
  }
}
