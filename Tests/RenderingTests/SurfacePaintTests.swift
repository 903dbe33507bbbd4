import Foundation
import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct SurfacePaintTests {
  typealias Corners = SurfaceTexture.Corners

  /// A picture whose texels have the given sRGB colours, rows from the top.
  static func image(_ rows: [[SIMD3<UInt8>]]) throws -> SurfaceTexture.Image {
    var picture = Picture(width: rows[0].count, height: rows.count)
    for (y, row) in rows.enumerated() {
      for (x, color) in row.enumerated() { picture[x, y] = LinearColor(bytes: color) }
    }
    return SurfaceTexture.Image(name: "skin.png", format: .png, bytes: try picture.encodedAsPNG())
  }

  /// Covers the whole picture.
  static let all = [
    Corners(SIMD2(0, 0), SIMD2(1, 0), SIMD2(1, 1), image: 0),
    Corners(SIMD2(0, 0), SIMD2(1, 1), SIMD2(0, 1), image: 0),
  ]

  static let red = SIMD3<UInt8>(200, 60, 50)
  static let blue = SIMD3<UInt8>(40, 70, 190)
  static let white = SIMD3<UInt8>(255, 255, 255)

  /// The light on a wall that faces the front camera, in the middle of the picture.
  static func light(_ camera: Camera) -> Double {
    FaceRendererTests.light(
      Lighting(camera: camera, center: .zero), at: .zero, normal: Vector3(0, 0, 1))
  }

  static let matte = SkinMaterial(
    albedo: .zero, scattering: .zero, roughness: 0.7, reflectance: 0)

  @Test func `is bilinear between the middles of texels, in linear light`() throws {
    let colors = [[Self.red, Self.blue], [Self.white, Self.red]]
    let pyramid = TexturePyramid(
      try DecodedPicture(Self.image(colors)), covered: Self.all)
    let linear = colors.map { $0.map { LinearColor(bytes: $0) } }
    for (u, v) in [(0.25, 0.75), (0.5, 0.5), (0.4, 0.65), (0.75, 0.3)] {
      let (s, t) = (2 * u - 0.5, 2 * (1 - v) - 0.5)
      let upper = linear[0][0] * (1 - s) + linear[0][1] * s
      let lower = linear[1][0] * (1 - s) + linear[1][1] * s
      let found = pyramid.color(at: SIMD2(u, v), over: 1)
      #expect((found - (upper * (1 - t) + lower * t)).length < 1e-12, "\(u), \(v)")
    }
  }

  @Test func `becomes the mean of the picture for many texels`() throws {
    let colors = [[Self.red, Self.blue], [Self.white, Self.red]]
    let pyramid = TexturePyramid(try DecodedPicture(Self.image(colors)), covered: Self.all)
    let mean = colors.joined().map { LinearColor(bytes: $0) }.reduce(.zero, +) / 4
    // The mean is stored as a byte: half a step of sRGB is at most 2.4/1.055/255/2 of light.
    for texels in [4.0, 100] {
      let color = pyramid.color(at: SIMD2(0.3, 0.6), over: texels)
      #expect((color - mean).length < 3.0.squareRoot() * 0.0045)
    }
  }

  @Test func `never lets in what lies between the charts`() throws {
    // Texels 0–5 of 16 are one chart, 10–15 another, the rest is white.
    let row = (0..<16).map { $0 < 6 ? Self.red : $0 >= 10 ? Self.blue : Self.white }
    let (right, left): (Float, Float) = (6.0 / 16, 10.0 / 16)
    let charts = [
      Corners(SIMD2(0, 0), SIMD2(right, 0), SIMD2(right, 1), image: 0),
      Corners(SIMD2(0, 0), SIMD2(right, 1), SIMD2(0, 1), image: 0),
      Corners(SIMD2(left, 0), SIMD2(1, 0), SIMD2(1, 1), image: 0),
      Corners(SIMD2(left, 0), SIMD2(1, 1), SIMD2(left, 1), image: 0),
    ]
    let pyramid = TexturePyramid(
      try DecodedPicture(Self.image(Array(repeating: row, count: 16))), covered: charts)
    // Up to texels of a quarter of the picture; beyond that both charts share one.
    for texels in [1.0, 3, 4, 7, 16] {
      for u in [0, 0.1, 0.2, Double(right)] {
        let color = pyramid.color(at: SIMD2(u, 0.4), over: texels)
        #expect((color - LinearColor(bytes: Self.red)).length < 1e-3, "\(u) over \(texels)")
      }
      for u in [Double(left), 0.8, 1] {
        let color = pyramid.color(at: SIMD2(u, 0.4), over: texels)
        #expect((color - LinearColor(bytes: Self.blue)).length < 1e-3, "\(u) over \(texels)")
      }
    }
  }

  /// A square whose left half lies in one chart and whose right half in another, turned.
  static func twoCharts() throws -> TriangleSurface {
    let row = (0..<16).map { $0 < 6 ? Self.red : $0 >= 10 ? Self.blue : Self.white }
    let positions = [-0.1, 0, 0.1].flatMap { x in [-0.1, 0.1].map { Vector3(x, $0, 0) } }
    let right: Float = 6.0 / 16
    let left: Float = 10.0 / 16
    return TriangleSurface(
      positions: positions,
      triangles: [SIMD3(0, 2, 3), SIMD3(0, 3, 1), SIMD3(2, 4, 5), SIMD3(2, 5, 3)],
      texture: SurfaceTexture(
        images: [try image(Array(repeating: row, count: 16))],
        corners: [
          Corners(SIMD2(0, 0), SIMD2(right, 0), SIMD2(right, 1), image: 0),
          Corners(SIMD2(0, 0), SIMD2(right, 1), SIMD2(0, 1), image: 0),
          Corners(SIMD2(1, 1), SIMD2(left, 1), SIMD2(left, 0), image: 0),
          Corners(SIMD2(1, 1), SIMD2(left, 0), SIMD2(1, 0), image: 0),
        ]))
  }

  @Test func `draws two charts with a clean seam, each pixel colour times light`() throws {
    let surface = try Self.twoCharts()
    let framing = FaceRendererTests.framing
    let renderer = FaceRenderer(
      surface: surface, paint: try SurfacePaint(of: surface), framing: framing)
    let picture = renderer.render(view: .front, width: 90, height: 120, material: Self.matte)
    let light = Self.light(Camera(view: .front, framing: framing, width: 90, height: 120))
    // 2 mm is a pixel; the filter reaches one pixel over the seam at x = 45. Schlick's term leaves up to
    // 0.003, the light falls off by up to 4 % towards x = ± 40 mm.
    for x in [25, 35, 43] {
      let expected = LinearColor(bytes: Self.red) * light
      #expect((picture[x, 60] - expected).length < 0.006 + 0.04 * expected.length, "\(x)")
    }
    for x in [46, 55, 65] {
      let expected = LinearColor(bytes: Self.blue) * light
      #expect((picture[x, 60] - expected).length < 0.006 + 0.04 * expected.length, "\(x)")
    }
    // Across the seam nothing is brighter than both: the white between the charts stays out.
    for x in 43...46 {
      let most = max(LinearColor(bytes: Self.red).x, LinearColor(bytes: Self.blue).x) * light
      #expect(picture[x, 60].x < 1.04 * most + 0.006, "\(x)")
    }
  }

  @Test func `mixes the colours of vertices in linear light`() throws {
    var wall = FaceRendererTests.wall(from: -0.1)
    wall.colours = [Self.red, Self.blue, Self.blue, Self.red]
    let framing = FaceRendererTests.framing
    let renderer = FaceRenderer(surface: wall, paint: try SurfacePaint(of: wall), framing: framing)
    let picture = renderer.render(view: .front, width: 90, height: 120, material: Self.matte)
    let light = Self.light(Camera(view: .front, framing: framing, width: 90, height: 120))
    let (left, right) = (LinearColor(bytes: Self.red), LinearColor(bytes: Self.blue))
    // Pixel 45 has its middle half a pixel right of the middle of the wall, 1 mm of 200.
    let expected = left.mixed(with: right, 0.505) * light
    #expect((picture[45, 60] - expected).length < 0.006)
  }

  @Test func `draws triangles without a picture in neutral grey`() throws {
    var surface = try Self.twoCharts()
    surface.texture?.corners[2] = .none
    let paint = try #require(try SurfacePaint(of: surface))
    #expect(paint.color(at: .none, Vector3(1, 0, 0), over: 0) == SurfacePaint.neutralColor)
    #expect(SurfacePaint.neutralColor.bytes == SurfacePaint.neutral)
  }

  @Test func `gives vertices the colours of the texture`() throws {
    let surface = try Self.twoCharts()
    let colours = try #require(try SurfacePaint(of: surface)).vertexColours(of: surface)
    for v in [0, 1] { #expect(colours[v] == Self.red) }
    for v in [4, 5] { #expect(colours[v] == Self.blue) }
    // On the seam: the mean of the triangles there, in light: three red, two blue corners or the reverse.
    let (left, right) = (LinearColor(bytes: Self.red), LinearColor(bytes: Self.blue))
    #expect(colours[2] == left.mixed(with: right, 2.0 / 3).bytes)
    #expect(colours[3] == left.mixed(with: right, 1.0 / 3).bytes)
  }

  @Test func `decodes JPEG`() throws {
    let image = SurfaceTexture.Image(name: "skin.jpg", format: .jpeg, bytes: Self.jpeg)
    let picture = try DecodedPicture(image)
    #expect(picture.width == 16 && picture.height == 8)
    // Written at quality 100: colours return within the rounding of YCbCr.
    for (x, color) in [(0, [200, 120, 90]), (7, [200, 120, 90]), (8, [40, 60, 180])] {
      for c in 0..<3 {
        #expect(abs(Int(picture.bytes[3 * (3 * 16 + x) + c]) - color[c]) <= 2, "\(x)")
      }
    }
  }

  @Test func `names a picture that cannot be decoded`() throws {
    for (format, bytes) in [
      (SurfaceTexture.Image.Format.jpeg, Array(Self.jpeg.prefix(200))),
      (.png, Array("no picture".utf8)), (.jpeg, []),
    ] {
      var surface = try Self.twoCharts()
      surface.texture?.images = [.init(name: "skin.x", format: format, bytes: bytes)]
      let error = #expect(throws: PictureError.self) { try SurfacePaint(of: surface) }
      #expect("\(try #require(error))".hasPrefix("the texture picture skin.x cannot be read: "))
    }
  }

  @Test func `is absent where the surface has no colours`() throws {
    #expect(try SurfacePaint(of: FaceRendererTests.wall(from: 0)) == nil)
  }

  @Test func `keeps places in the picture when triangles are split`() throws {
    let surface = try Self.twoCharts()
    let drawn = DrawableSurface(surface)
    let corners = try #require(drawn.surface.texture?.corners)
    #expect(corners.count == drawn.firstCap && corners.count > surface.triangles.count)
    // x of the left chart runs with u: u = (x + 0.1)/0.1 · 6/16.
    for (t, place) in zip(drawn.surface.triangles, corners) where place.a.x < 0.5 {
      let x = drawn.surface.positions[Int(t.x)].x
      #expect(abs(Double(place.a.x) - (x + 0.1) / 0.1 * 6 / 16) < 1e-6)
    }
  }

  @Test func `a field is grey beyond where it holds, up to a line inside the triangles`() {
    // Beyond for x > 0: one pixel is 2 mm.
    let wall = FaceRendererTests.wall(from: -0.1)
    let field = ScalarField(
      values: [1, 1, 1, 1], scale: .magnitude(upTo: 2, title: "flat"),
      excesses: wall.positions.map(\.x))
    let picture = FaceRenderer(surface: wall, framing: FaceRendererTests.framing)
      .render(view: .front, width: 90, height: 120, field: field)
    let promised = ColorMap.sequential.color(at: 0.5)
    for x in [20, 40, 43] {
      let share = picture[x, 60] / promised
      #expect(share.max() - share.min() < 1e-5, "\(x)")
    }
    for x in [46, 50, 70] {
      #expect(picture[x, 60].max() - picture[x, 60].min() < 1e-5, "\(x) is grey")
    }
  }

  /// 16 × 8 pixels, the left half (200, 120, 90), the right half (40, 60, 180); written by libjpeg.
  static let jpeg = Array(
    Data(
      base64Encoded: """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
        AQEBAQEBAQEBAQEBAQEBAQEBAQH/2wBDAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
        AQEBAQEBAQEBAQEBAQEBAQEBAQH/wAARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABwr/xAAUEAEA\
        AAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAACQgK/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQAC\
        EQMRAD8AYEPlQTftbAD3/9k=
        """) ?? Data())
}
