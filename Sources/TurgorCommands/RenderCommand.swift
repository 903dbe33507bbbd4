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
      .init(
        "view", value: .choice(PortraitView.allCases.map(\.rawValue) + ["all"]),
        help: "where from (default: front)"),
      .init("width", value: .integer(64...8192), help: "pixels across one view (default: 900)"),
      .init(
        "material", value: .choice(["skin", "plaster"]),
        help: "default: skin, with the texture or the colours of the file"),
      .init("caption", value: .text("TEXT"), help: "a line under the picture"),
      .init("threads", "t", value: .integer(1...256), help: "processor cores (default: all)"),
    ],
    examples: [
      ("turgor render face.ply -o face.png", "the face from the front"),
      (
        "turgor render face.ply -o all.png --view all --caption \"Before\"",
        "all six views on one sheet"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let file = words.arguments[0]
    let surface = try readSurface(file)
    let width = words.integer("width") ?? 900
    let threads = words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount
    let view = words.text("view") ?? PortraitView.front.rawValue
    let views = PortraitView(rawValue: view).map { [$0] } ?? PortraitView.allCases
    let material: SkinMaterial = words.text("material") == "plaster" ? .plaster : .skin
    var paint: SurfacePaint?
    if words.text("material") != "plaster" {
      do { paint = try SurfacePaint(of: surface) } catch { console.warn("\(error)") }
    }
    let renderer = FaceRenderer(surface: surface, paint: paint, threads: threads)
    let panels = views.map { view in
      PictureSheet.Panel(
        renderer.render(view: view, width: width, height: width * 4 / 3, material: material),
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
