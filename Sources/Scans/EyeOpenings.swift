import Meshes
import Tensors

/// Recognises the holes that are no defects: the openings between the lids of open eyes.
///
/// Two holes of the length of a lid margin, as far apart as eyes are, such that the plane midway
/// between them is a plane of symmetry of the face; the last rule is what tells them from other pairs.
/// Where there is no such pair, as when one eye is closed, the lids themselves tell: a hole that is as
/// long and narrow as a palpebral fissure, and around which the skin turns inward.
enum EyeOpenings {
  /// Length of the border in m: the synthetic faces have 54–59 mm; twice the palpebral fissure of an
  /// adult (30 mm) is 60 mm, and a ragged or wide opening has more.
  static let perimeters = 40e-3...130e-3
  /// Distance of the middles in m: those of the synthetic faces are 59 mm apart, those of adults 60 to
  /// 70 mm, those of small children 45 mm.
  static let distances = 42e-3...85e-3
  /// The larger border is at most this many times as long as the other.
  static let mostUnequal = 1.6
  /// Half of the face lies within this of its mirror image, in m; noses bend by 2–3 mm.
  static let symmetry = 4e-3

  /// Longest extent of a single opening in m: the synthetic faces have 22–23 mm, adults 27–33 mm; a
  /// nostril is shorter, a mouth longer.
  static let lengths = 18e-3...40e-3
  /// Perimeter over extent: π for a circle, 2.7 for an ellipse 0.7 times as wide as long; the synthetic
  /// openings have 2.4.
  static let mostRound = 2.7
  /// Median cosine between the normals along the border and the way to its middle: lid margins of the
  /// synthetic faces have 0.66–0.74, at 11 mm edges 0.5; a hole torn into a cheek has −0.14.
  static let leastInward = 0.4

  /// The numbers of the loops: two, one or none.
  static func find(among loops: [HoleLoop], of surface: TriangleSurface) -> [Int] {
    let candidates = loops.indices.dropFirst().filter { perimeters.contains(loops[$0].perimeter) }
      .prefix(24)
    let pair = symmetricPair(of: candidates, loops, of: surface)
    guard pair.isEmpty else { return pair }
    return Array(candidates.filter { hasLids(loops[$0], of: surface) }.prefix(2))
  }

  /// Whether a hole is long, narrow, and lined by skin that turns inward.
  private static func hasLids(_ loop: HoleLoop, of surface: TriangleSurface) -> Bool {
    guard lengths.contains(loop.extent), loop.perimeter < mostRound * loop.extent else {
      return false
    }
    let cosines = loop.triangles.map { number -> Double in
      let t = surface.triangles[number]
      let inward = (loop.center - surface.centroid(t)).normalized
      return surface.doubleArea(t).normalized.dot(inward)
    }.sorted()
    return cosines[cosines.count / 2] > leastInward
  }

  private static func symmetricPair(
    of candidates: ArraySlice<Int>, _ loops: [HoleLoop], of surface: TriangleSurface
  ) -> [Int] {
    guard candidates.count > 1 else { return [] }
    let index = SurfaceIndex(surface)
    let step = max(1, surface.triangles.count / 400)
    let sample = stride(from: 0, to: surface.triangles.count, by: step).map {
      surface.centroid(surface.triangles[$0])
    }
    var best = (asymmetry: symmetry, pair: [Int]())
    for i in candidates {
      for j in candidates where j > i {
        let (a, b) = (loops[i], loops[j])
        let axis = b.center - a.center
        guard distances.contains(axis.length),
          max(a.perimeter, b.perimeter) < mostUnequal * min(a.perimeter, b.perimeter)
        else { continue }
        let (middle, normal) = ((a.center + b.center) / 2, axis.normalized)
        let gaps = sample.map { p -> Double in
          let mirrored = p - 2 * (p - middle).dot(normal) * normal
          return index.nearest(to: mirrored)?.distance ?? .infinity
        }
        let asymmetry = gaps.sorted()[gaps.count / 2]
        if asymmetry < best.asymmetry { best = (asymmetry, [i, j]) }
      }
    }
    return best.pair
  }
}
