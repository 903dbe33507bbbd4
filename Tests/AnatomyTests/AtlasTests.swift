import Foundation
import Meshes
import Tensors
import Testing

@testable import Anatomy

struct AtlasTests {
  let atlas: Atlas
  let surface: TriangleSurface

  init() throws {
    atlas = try AtlasFiles.atlas(in: atlasFolder)
    surface = atlas.surface
  }

  @Test func `is exactly symmetric`() {
    var found: Set<Vector3> = Set(surface.positions)
    for level in AtlasLevel.allCases {
      found.formUnion((try? AtlasFiles.surface(level, in: atlasFolder))?.positions ?? [])
    }
    for p in found { #expect(found.contains(Vector3(p.x == 0 ? 0 : -p.x, p.y, p.z))) }
    for (name, p) in atlas.landmarks where name.hasSuffix("_l") {
      #expect(atlas.landmarks[name.dropLast(2) + "_r"] == Vector3(-p.x, p.y, p.z))
    }
  }

  @Test(arguments: [AtlasFiles.master] + AtlasLevel.allCases.map(AtlasFiles.name(of:)))
  func `is one oriented sheet with one border`(file: String) throws {
    let surface = try SurfaceReader.read(atlasFolder.appending(path: file))
    var directed: Set<SIMD2<Int32>> = []
    for t in surface.triangles {
      for corner in 0..<3 {
        // Each directed edge once: manifold edges, consistently oriented.
        #expect(directed.insert(SIMD2(t[corner], t[(corner + 1) % 3])).inserted)
      }
    }
    let border = directed.filter { !directed.contains(SIMD2($0.y, $0.x)) }
    let edges = (directed.count + border.count) / 2
    // A disc: χ = V − E + F = 1 with one closed border.
    #expect(surface.positions.count - edges + surface.triangles.count == 1)
    #expect(SurfaceBorder(of: surface, cornerCosine: -2).loops.count == 1)
    let volume = surface.triangles.reduce(0.0) { sum, t in
      let p = (0..<3).map { surface.positions[Int(t[$0])] + Vector3(0, 40, 22) }
      return sum + p[0].dot(p[1].cross(p[2])) / 6
    }
    // Seen from within, an outward surface encloses a positive volume with the centre.
    #expect(volume > 0)
  }

  @Test(arguments: [
    (AtlasFiles.master, 2.0), ("atlas.standard.ply", 4.5), ("atlas.preview.ply", 8.0),
    ("atlas.fine.ply", 3.0),
  ])
  func `has well-shaped triangles of the wanted size`(file: String, edge: Double) throws {
    let surface = try SurfaceReader.read(atlasFolder.appending(path: file))
    var angles: [Double] = []
    var lengths: [Double] = []
    for t in surface.triangles {
      let p = (0..<3).map { surface.positions[Int(t[$0])] }
      angles.append(
        (0..<3).map { i in
          let (u, v) = (p[(i + 1) % 3] - p[i], p[(i + 2) % 3] - p[i])
          lengths.append(u.length)
          return acos(u.dot(v) / (u.length * v.length)) * 180 / .pi
        }.min() ?? 0)
    }
    #expect(abs(lengths.reduce(0, +) / Double(lengths.count) / edge - 1) < 0.02)
    #expect(Double(angles.filter { $0 < 25 }.count) < 0.001 * Double(angles.count))
    #expect((angles.min() ?? 0) > 20)
  }

  @Test(arguments: AtlasLevel.allCases)
  func `has levels that lie on the master`(level: AtlasLevel) throws {
    let index = SurfaceIndex(surface)
    for p in try AtlasFiles.surface(level, in: atlasFolder).positions {
      let distance = try #require(index.nearest(to: p)).distance
      #expect(distance < 1e-6)
    }
  }

  @Test func `has 44 landmarks, all on the skin but the tragia`() throws {
    #expect(atlas.landmarks.count == 44)
    let index = SurfaceIndex(surface)
    for (name, p) in atlas.landmarks where !name.hasPrefix("tragion") {
      let distance = try #require(index.nearest(to: p)).distance
      // Landmark files have four decimals of a millimetre.
      #expect(distance < 2e-7, "\(name)")
    }
  }

  @Test func `gives every triangle to one of 20 kinds of zone`() {
    #expect(Set(atlas.zones.map(\.region)).count == 20)
    #expect(Set(atlas.zoneOfTriangle) == Set(atlas.zones.indices))
    let sides = atlas.zones.compactMap(\.side)
    #expect(sides.filter { $0 == .left }.count == sides.filter { $0 == .right }.count)
  }

  @Test func `has zones in one piece each`() {
    var zonesOfEdge: [SIMD2<Int32>: [Int]] = [:]
    for (number, t) in surface.triangles.enumerated() {
      for corner in 0..<3 {
        let (a, b) = (t[corner], t[(corner + 1) % 3])
        zonesOfEdge[SIMD2(min(a, b), max(a, b)), default: []].append(number)
      }
    }
    var parent = Array(surface.triangles.indices)
    func root(_ i: Int) -> Int {
      var i = i
      while parent[i] != i {
        parent[i] = parent[parent[i]]
        i = parent[i]
      }
      return i
    }
    for pair in zonesOfEdge.values where pair.count == 2 {
      if atlas.zoneOfTriangle[pair[0]] == atlas.zoneOfTriangle[pair[1]] {
        parent[root(pair[0])] = root(pair[1])
      }
    }
    var pieces: [Int: Set<Int>] = [:]
    for number in parent.indices {
      pieces[atlas.zoneOfTriangle[number], default: []].insert(root(number))
    }
    for (zone, roots) in pieces { #expect(roots.count == 1, "\(atlas.zones[zone].name)") }
  }

  @Test(arguments: [
    ("pronasale", "nose"), ("pogonion", "chin"), ("stomion", "perioral"),
    ("superciliare_r", "brow.right"), ("zygion_l", "zygomatic-arch.left"),
    ("gonion_r", "mandibular-angle.right"), ("palpebrale_superius_l", "upper-lid.left"),
    ("glabella", "glabella"), ("trichion", "forehead"),
  ])
  func `finds the zone at a landmark`(landmark: String, zone: String) throws {
    let point = try #require(atlas.landmarks[landmark])
    #expect(atlas.zone(at: point)?.name == zone)
  }
}
