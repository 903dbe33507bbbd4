import Meshes
import Tensors

/// Recognises the two holes that are no defects: the openings between the lids of open eyes.
///
/// Two holes of the length of a lid margin, as far apart as eyes are, such that the plane midway
/// between them is a plane of symmetry of the face. The last rule is what tells them from other pairs.
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

  /// The numbers of the two loops, or none.
  static func find(among loops: [HoleLoop], of surface: TriangleSurface) -> [Int] {
    let candidates = loops.indices.dropFirst().filter { perimeters.contains(loops[$0].perimeter) }
      .prefix(24)
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
