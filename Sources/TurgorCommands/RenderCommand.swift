import Foundation
import Meshes
import Rendering
import Tensors

/// Draws a surface.
enum RenderCommand {
  static let declaration = CommandDeclaration(
    name: "render", summary: "Draw a surface as a picture",
    arguments: [.init("FILE", help: "a surface in mm: PLY, OBJ or STL; or GLB")],
    options: [
      .init("output", "o", value: .path, help: "the picture (default: picture.png)"),
      .init("width", value: .integer(64...8192), help: "pixels across one view (default: 900)"),
      .init(
        "material", value: .choice(["skin", "plaster"]),
        help: "default: skin, with the texture or the colours of the file"),
      .init(
        "skin-tone", value: .choice(SkinTone.allCases.map(\.rawValue)),
        help: "of skin without colours of its own (default: intermediate)"),
      .init("caption", value: .text("TEXT"), help: "a line under the picture"),
      .init("threads", "t", value: .integer(1...256), help: "processor cores (default: all)"),
    ] + OptionDeclaration.views + OptionDeclaration.qualities,
    examples: [
      ("turgor render face.ply -o face.png", "the face from the front"),
      (
        "turgor render face.ply -o all.png --view all --caption \"Before\"",
        "all six views on one sheet"
      ),
      (
        "turgor render face.ply --azimuth 30 --elevation -20 --skin-tone brown --draft",
        "from the left and a little from below, quickly"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let (views, quality) = (try words.views(), try words.quality() ?? .standard)
    let surface = try readSurface(words.arguments[0])
    let width = words.integer("width") ?? 900
    let threads = words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount
    let tone = words.text("skin-tone").flatMap(SkinTone.init) ?? .intermediate
    let isPlaster = words.text("material") == "plaster"
    var paint: SurfacePaint?
    if !isPlaster {
      do { paint = try SurfacePaint(of: surface) } catch { console.warn("\(error)") }
    }
    let renderer = FaceRenderer(
      surface: surface, paint: paint, framing: Framing(fitting: surface, views: views),
      threads: threads, quality: quality)
    let panels = views.map { view in
      PictureSheet.Panel(
        renderer.render(
          view: view, width: width, height: width * 4 / 3,
          material: isPlaster ? .plaster : .skin(tone)),
        label: views.count > 1 ? view.title : "")
    }
    let typeface = Typeface.find()
    if typeface == nil { console.warn(Typeface.missingWarning) }
    let caption = words.text("caption").map { [$0] } ?? []
    let path = words.text("output") ?? "picture.png"
    try PictureSheet(panels: panels, caption: caption).compose(typeface: typeface)
      .write(toPNG: path)
    console.note("wrote \(path)")
    return .done
  }

  /// The surface in `file`, in m.
  private static func readSurface(_ file: String) throws -> TriangleSurface {
    var surface: TriangleSurface
    do {
      let read = try SurfaceReader.readUnrepaired(URL(fileURLWithPath: file))
      let metres = (read.unit ?? .millimetres).metres
      surface = read.surface
      surface.positions = surface.positions.map { $0 * metres }
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    guard surface.positions.allSatisfy(\.isFinite) else {
      throw CommandFailure(
        .badInput,
        "\(file): has a coordinate that is not a finite number; `turgor scan \(file) -o DIR` repairs it"
      )
    }
    let framing = Framing(fitting: surface)
    // A head shows between 5 cm and 1 m; else the numbers are not millimetres, or not a face.
    guard (0.05...1).contains(framing.height) else {
      throw CommandFailure(
        .badInput,
        "\(file): \(String(format: "%.3g", framing.height * 1000)) mm is no size for a face; are "
          + "its numbers in mm?")
    }
    return surface
  }
}
