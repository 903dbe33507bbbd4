import Foundation
import Meshes
import Rendering
import Tensors

/// Draws a surface, or what a run has left.
enum RenderCommand {
  static let declaration = CommandDeclaration(
    name: "render", summary: "Draw a surface, or the pictures of a run anew",
    arguments: [
      .init("FILE", help: "a surface in mm: PLY, OBJ or STL; or GLB; or the folder of a run")
    ],
    options: [
      .init(
        "output", "o", value: .path,
        help:
          "the picture (default: picture.png); of a run or a turntable a folder (default: pictures)"
      ),
      .init(
        "width", value: .integer(64...8192),
        help: "pixels across one view (default: 900; of a run 600, of a turntable 300)"
      ),
      .init(
        "maps", value: .text("LIST"),
        help: "of a run, beside before and after, as in lift,tension (default: lift)"),
      .init(
        "step", value: .text("ID"), help: "of a run (default: all in which the face has moved)"),
      .init(
        "turntable", value: .integer(2...360),
        help: "so many pictures from profile to profile and back, and an animated PNG of them"),
      .init(
        "material", value: .choice(["skin", "plaster"]),
        help: "default: skin, with the texture or the colours of the file"),
      .init(
        "skin-tone", value: .choice(SkinTone.allCases.map(\.rawValue)),
        help: "of skin without colours of its own (default: intermediate)"),
      .init("caption", value: .text("TEXT"), help: "a line under the picture"),
      .init("threads", "t", value: .integer(1...256), help: "processor cores (default: all)"),
    ] + OptionDeclaration.views(usual: "front") + OptionDeclaration.qualities,
    examples: [
      (
        "turgor render face.ply -o all.png --view all --skin-tone brown --draft",
        "all six views on one sheet, quickly"
      ),
      (
        "turgor render out/gravity --maps normal,lift --view left-profile -o pictures",
        "before, after and maps of each step of a run"
      ),
      (
        "turgor render out/gravity --step supine --turntable 36 -o turning",
        "36 numbered pictures and turning/turntable-supine.png, which moves"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let file = words.arguments[0]
    let (views, quality) = (try words.views() ?? [.front], try words.quality() ?? .standard)
    if RenderRun.isRun(file) { return try RenderRun.run(words, views: views, console: console) }
    for name in ["maps", "step"] where words.has(name) {
      throw UsageError(message: "--\(name) is for the folder of a run, found \(file)")
    }
    let surface = try readSurface(file)
    let tone = words.text("skin-tone").flatMap(SkinTone.init) ?? .intermediate
    let isPlaster = words.text("material") == "plaster"
    let material: SkinMaterial = isPlaster ? .plaster : .skin(tone)
    var paint: SurfacePaint?
    if !isPlaster {
      do { paint = try SurfacePaint(of: surface) } catch { console.warn("\(error)") }
    }
    let typeface = foundTypeface(console)
    let caption = words.text("caption").map { [$0] } ?? []
    if let count = words.integer("turntable") {
      let folder = try PictureFolder(words.text("output") ?? "pictures")
      let turntable = Turntable(surface, paint: paint, frameCount: count)
      try folder.write(
        turntable, named: "turntable", caption: caption, material: material, words: words,
        typeface: typeface)
      console.note("pictures in \(folder.path)")
      return .done
    }
    let width = words.integer("width") ?? 900
    let renderer = FaceRenderer(
      surface: surface, paint: paint, framing: Framing(fitting: surface, views: views),
      threads: words.threads, quality: quality)
    let panels = views.map { view in
      PictureSheet.Panel(
        renderer.render(
          view: view, width: width, height: width * 4 / 3, material: material),
        label: views.count > 1 ? view.title : "")
    }
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
