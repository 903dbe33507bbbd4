import Meshes
import Tensors

/// Draws a face: as skin under studio light, or coloured by numbers.
///
/// What vertices see of their surroundings is traced once, what they see of the lamps once per view; then
/// rays through the pixels pick up the light. The same surface gives the same bits for any number of threads.
public struct FaceRenderer: Sendable {
  private let drawn: DrawableSurface
  private let index: SurfaceIndex
  private let surroundings: Surroundings
  private let diffusion: LightDiffusion
  private let paint: SurfacePaint?
  /// What the pictures show; give renderers of the same subject the same.
  public let framing: Framing
  private let threads: Int
  private let quality: PictureQuality

  /// Colour behind the face.
  static let background = LinearColor(sRGBGray: 0.845)

  /// Prepares a surface for drawing.
  ///
  /// - Parameters:
  ///   - surface: positions in m; head upright, x to the subject's left, y up, z out of the face.
  ///   - paint: of that surface, displaced or not; nil draws the material alone.
  ///   - framing: what to show; nil fits it to `surface`.
  ///   - threads: how many may work at a time.
  ///   - quality: how much work the pictures are worth.
  ///   - closesLids: whether small openings are capped; a surface of loose pieces has none that are meant.
  public init(
    surface: TriangleSurface, paint: SurfacePaint? = nil, framing: Framing? = nil,
    threads: Int = 1, quality: PictureQuality = .standard, closesLids: Bool = true
  ) {
    self.paint = paint
    self.framing = framing ?? Framing(fitting: surface)
    self.threads = threads
    self.quality = quality
    drawn = DrawableSurface(surface, caps: closesLids)
    index = SurfaceIndex(drawn.surface)
    diffusion = LightDiffusion(drawn.surface)
    surroundings = Surroundings(of: drawn, index: index, quality: quality, threads: threads)
  }

  /// A picture of the face alone, without bar and caption; see `LitFace.render`.
  public func render(
    view: PortraitView, width: Int = 900, height: Int = 1200,
    material: SkinMaterial = .skin(.intermediate), field: ScalarField? = nil
  ) -> Picture {
    lit(from: view).render(width: width, height: height, material: material, field: field)
  }

  /// The face under the light of a view, from which several pictures can be drawn.
  public func lit(from view: PortraitView) -> LitFace {
    // Lamps turn with the camera, whatever the size of the picture.
    let camera = Camera(view: view, framing: framing, width: 3, height: 4)
    let lighting = Lighting(camera: camera, center: framing.center)
    let light = VertexLight(
      of: drawn, index: index, surroundings: surroundings, lighting: lighting, quality: quality,
      threads: threads)
    return LitFace(renderer: self, view: view, lighting: lighting, light: light)
  }

  /// A face with the light of one view on it.
  public struct LitFace: Sendable {
    fileprivate let renderer: FaceRenderer
    public let view: PortraitView
    fileprivate let lighting: Lighting
    fileprivate let light: VertexLight

    /// The regions of a field on this face; worked out once for all views.
    public func regions(of field: RegionField) -> RegionMap { renderer.regions(of: field) }

    /// A picture of the face alone, without bar and caption.
    ///
    /// - Parameters:
    ///   - width: in pixels.
    ///   - height: in pixels.
    ///   - material: what the face is made of where it carries no field; paint takes the place of its
    ///     albedo.
    ///   - field: numbers that colour it instead.
    /// - Returns: the picture; a field without a number at a vertex is grey there.
    public func render(
      width: Int = 900, height: Int = 1200, material: SkinMaterial = .skin(.intermediate),
      field: ScalarField? = nil
    ) -> Picture {
      let camera = Camera(view: view, framing: renderer.framing, width: width, height: height)
      let shader: any Shader =
        if let field {
          FieldShader(drawn: renderer.drawn, light: light, field: field, camera: camera)
        } else {
          SkinShader(
            drawn: renderer.drawn, light: light, diffusion: renderer.diffusion,
            lighting: lighting, material: material,
            painted: renderer.paint.map {
              PaintedSurface(
                drawn: renderer.drawn, paint: $0,
                raySlope: camera.pixelSlope
                  / Double(renderer.quality.raysPerPixel).squareRoot())
            })
        }
      return renderer.trace(camera: camera, shader: shader)
    }

    /// A picture of the face in the colours of regions.
    ///
    /// - Parameters:
    ///   - width: in pixels.
    ///   - height: in pixels.
    ///   - map: of the same renderer.
    /// - Returns: the picture, without a legend.
    public func render(width: Int = 900, height: Int = 1200, regions map: RegionMap) -> Picture {
      let camera = Camera(view: view, framing: renderer.framing, width: width, height: height)
      let shader = RegionShader(
        drawn: renderer.drawn, field: map.field, camera: camera, regions: map.regions,
        shade: FieldShader.shade(renderer.drawn, light: light, camera: camera))
      return renderer.trace(camera: camera, shader: shader)
    }
  }

  /// The regions of a field on the vertices that are drawn; worked out once for all views.
  public func regions(of field: RegionField) -> RegionMap {
    let positions = drawn.surface.positions
    let numbers = parallelMap(positions.count, threads: threads) {
      field.region(positions[$0]) ?? -1
    }
    return RegionMap(field: field, regions: numbers)
  }

  /// Regions of the given vertices, each in one of `colors`; a triangle belongs to the region of its corners.
  public func regions(ofVertices numbers: [Int], colors: [LinearColor]) -> RegionMap {
    let spread = drawn.spread(numbers.map(Double.init)).map { $0.isNaN ? -1 : Int($0.rounded()) }
    return RegionMap(field: RegionField(colors: colors) { _ in nil }, regions: spread)
  }

  /// Regions on the surface of one renderer.
  public struct RegionMap: Sendable {
    fileprivate let field: RegionField
    fileprivate let regions: [Int]
  }

  /// The picture band by band, each of which depends on its own pixels alone.
  private func trace(camera: Camera, shader: any Shader) -> Picture {
    var picture = Picture(width: camera.width, height: camera.height, color: Self.background)
    let (columns, rows) = pixelBounds(camera)
    guard !columns.isEmpty, !rows.isEmpty else { return picture }
    let starts = Array(stride(from: rows.lowerBound, to: rows.upperBound, by: Self.bandHeight))
    let bands = parallelMap(starts.count, threads: threads) { number in
      let band = starts[number]..<min(starts[number] + Self.bandHeight, rows.upperBound)
      return FilteredBand(columns: columns, rows: band, raysPerPixel: quality.raysPerPixel)
        .pixels { light(atX: $0.x, y: $0.y, camera: camera, shader: shader) }
    }
    for (start, pixels) in zip(starts, bands) {
      for row in 0..<(pixels.count / columns.count) {
        let first = (start + row) * camera.width + columns.lowerBound
        picture.pixels.replaceSubrange(
          first..<(first + columns.count),
          with: pixels[(row * columns.count)..<((row + 1) * columns.count)])
      }
    }
    return picture
  }

  /// Rows that are drawn together: the rays of one row above and below are traced twice, 1/16 more work.
  private static let bandHeight = 32

  /// The light that arrives through a place of the picture, in pixels from its upper left corner.
  private func light(atX x: Double, y: Double, camera: Camera, shader: any Shader) -> LinearColor {
    let direction = camera.direction(x: x, y: y)
    guard let hit = index.firstHit(from: camera.position, along: direction) else {
      return Self.background
    }
    return shader.color(of: hit, seenAlong: direction)
  }

  /// The pixels that may see the surface.
  private func pixelBounds(_ camera: Camera) -> (x: Range<Int>, y: Range<Int>) {
    let (low, high) = camera.bounds(of: drawn.surface.positions)
    guard low.x <= high.x else { return (0..<0, 0..<0) }
    func range(_ low: Double, _ high: Double, _ size: Int) -> Range<Int> {
      let first = Int(min(max(low - 2, 0), Double(size)))
      return first..<max(first, Int(min(max(high + 3, 0), Double(size))))
    }
    return (range(low.x, high.x, camera.width), range(low.y, high.y, camera.height))
  }
}
