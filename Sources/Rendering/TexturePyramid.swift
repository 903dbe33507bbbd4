import Meshes
import Tensors

/// A picture of a texture at halved and halved again sizes, for looking up colours without flicker.
///
/// Every texel knows whether the surface covers its middle, larger ones which part is covered, and counts
/// by that part in all means: what lies between the charts of a picture, usually black or white, never
/// reaches the skin.
struct TexturePyramid: Sendable {
  /// One size of the picture.
  struct Level: Sendable {
    var width: Int
    var height: Int
    /// sRGB components and covered part, as bytes; rows from the top.
    var texels: [SIMD4<UInt8>]
  }

  /// The largest first; each half as wide and high as the one before.
  private(set) var levels: [Level]

  /// Finer texels are not kept: 4096 over 0.3 m are 0.07 mm, a quarter of a pixel of a sheet.
  static let mostTexelsAcross = 4096

  /// - Parameters:
  ///   - picture: decoded.
  ///   - corners: of the triangles that lie in this picture.
  init(_ picture: DecodedPicture, covered corners: some Sequence<SurfaceTexture.Corners>) {
    var first = Level(picture)
    for triangle in corners { first.cover(triangle) }
    levels = [first]
    while let last = levels.last, last.width > 1 || last.height > 1 { levels.append(last.halved()) }
    while let first = levels.first, max(first.width, first.height) > Self.mostTexelsAcross {
      levels.removeFirst()
    }
  }

  /// The linear colour at (`u`, `v`), v upwards.
  ///
  /// Bilinear between the texels of two sizes, and linear between these (Williams 1983).
  ///
  /// - Parameters:
  ///   - place: picture coordinates; beyond [0, 1] the picture is repeated.
  ///   - texels: how many texels of the largest size the colour stands for, by area.
  /// - Returns: the mean over what is covered there.
  func color(at place: SIMD2<Double>, over texels: Double) -> LinearColor {
    let top = Double(levels.count - 1)
    let level = texels > 1 ? min(0.5 * .logarithm(texels) / .logarithm(2), top) : 0
    let k = min(Int(level), levels.count - 1)
    let near = levels[k].color(at: place)
    guard level > Double(k), k + 1 < levels.count else { return near }
    return near.mixed(with: levels[k + 1].color(at: place), level - Double(k))
  }

  /// How many texels of the largest size a triangle has.
  func texels(of corners: SurfaceTexture.Corners) -> Double {
    let (p, q) = (corners.b - corners.a, corners.c - corners.a)
    let part = abs(Double(p.x) * Double(q.y) - Double(p.y) * Double(q.x)) / 2
    return part * Double(levels[0].width * levels[0].height)
  }
}

extension TexturePyramid.Level {
  fileprivate init(_ picture: DecodedPicture) {
    (width, height) = (picture.width, picture.height)
    texels = (0..<(width * height)).map {
      SIMD4(picture.bytes[3 * $0], picture.bytes[3 * $0 + 1], picture.bytes[3 * $0 + 2], 0)
    }
  }

  /// The place in texels from the upper left corner, beyond [0, 1] repeated.
  private func texel(_ place: SIMD2<Double>) -> SIMD2<Double> {
    var p = place
    for axis in 0..<2 where !(0...1).contains(p[axis]) { p[axis] -= p[axis].rounded(.down) }
    return SIMD2(p.x * Double(width), (1 - p.y) * Double(height))
  }

  /// Marks the texels whose middle lies in a triangle.
  fileprivate mutating func cover(_ triangle: SurfaceTexture.Corners) {
    let p = [triangle.a, triangle.b, triangle.c].map { texel(SIMD2<Double>($0)) }
    guard p.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
    func range(_ axis: Int, _ size: Int) -> Range<Int> {
      let low = min(p[0][axis], p[1][axis], p[2][axis]) - 1
      let high = max(p[0][axis], p[1][axis], p[2][axis]) + 1
      let first = Int(min(max(low, 0), Double(size)))
      return first..<max(first, Int(min(max(high, 0), Double(size))))
    }
    let (a, b) = (p[1] - p[0], p[2] - p[0])
    let turn = a.x * b.y - a.y * b.x < 0 ? -1.0 : 1.0
    let sides = (0..<3).map { i -> (from: SIMD2<Double>, normal: SIMD2<Double>) in
      let along = p[(i + 1) % 3] - p[i]
      let length = (along.x * along.x + along.y * along.y).squareRoot()
      return (p[i], SIMD2(-along.y, along.x) * (turn / max(length, 1e-12)))
    }
    for y in range(1, height) {
      for x in range(0, width) {
        let middle = SIMD2(Double(x) + 0.5, Double(y) + 0.5)
        let isCovered = sides.allSatisfy { side in
          let offset = middle - side.from
          return offset.x * side.normal.x + offset.y * side.normal.y >= -1e-6
        }
        if isCovered { texels[y * width + x].w = 255 }
      }
    }
  }

  /// The same picture at half the size: means of light over 2 × 2 texels, by the part that is covered.
  fileprivate func halved() -> Self {
    var half = Self(width: max(width / 2, 1), height: max(height / 2, 1), texels: [])
    half.texels.reserveCapacity(half.width * half.height)
    for y in 0..<half.height {
      for x in 0..<half.width {
        var (sum, weight, covered) = (LinearColor.zero, 0.0, 0.0)
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
          let texel = texels[min(2 * y + dy, height - 1) * width + min(2 * x + dx, width - 1)]
          let w = Self.weight(texel)
          sum += w * Self.light(texel)
          weight += w
          covered += Double(texel.w)
        }
        let color = sum / weight
        half.texels.append(
          SIMD4(
            encodedByte(color.x), encodedByte(color.y), encodedByte(color.z),
            UInt8((covered / 4).rounded(.up))))
      }
    }
    return half
  }

  /// Texels that nothing covers count only where all are such.
  private static func weight(_ texel: SIMD4<UInt8>) -> Double { Double(texel.w) + 1e-6 }

  private static func light(_ texel: SIMD4<UInt8>) -> LinearColor {
    LinearColor(decodedBytes[Int(texel.x)], decodedBytes[Int(texel.y)], decodedBytes[Int(texel.z)])
  }

  /// Bilinear between the middles of four texels, by the part that is covered.
  fileprivate func color(at place: SIMD2<Double>) -> LinearColor {
    let p = texel(place) - SIMD2(0.5, 0.5)
    let low = p.rounded(.down)
    let f = p - low
    let (left, above) = (Int(low.x), Int(low.y))
    let rows = (min(max(above, 0), height - 1) * width, min(max(above + 1, 0), height - 1) * width)
    let columns = (min(max(left, 0), width - 1), min(max(left + 1, 0), width - 1))
    var (sum, weight) = (LinearColor.zero, 0.0)
    func add(_ texel: SIMD4<UInt8>, _ share: Double) {
      let w = share * Self.weight(texel)
      sum += w * Self.light(texel)
      weight += w
    }
    add(texels[rows.0 + columns.0], (1 - f.x) * (1 - f.y))
    add(texels[rows.0 + columns.1], f.x * (1 - f.y))
    add(texels[rows.1 + columns.0], (1 - f.x) * f.y)
    add(texels[rows.1 + columns.1], f.x * f.y)
    return sum / weight
  }
}

/// The linear light of the 256 sRGB bytes.
let decodedBytes: [Double] = (0..<256).map { sRGBDecoded(Double($0) / 255) }
