import Foundation
import Rendering

/// A folder that pictures are written to; what is there already stays.
struct PictureFolder {
  let path: String

  /// - Throws: `CommandFailure` where it cannot be made.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.badInput, "\(path): cannot be made: \(error.localizedDescription)")
    }
  }

  func write(_ picture: Picture, named name: String) throws {
    try picture.write(toPNG: "\(path)/\(name).png")
  }

  /// Writes the pictures of a turning face with their numbers, and all of them as one animated PNG of three seconds.
  func write(
    _ turntable: Turntable, named name: String, caption: [String], material: SkinMaterial,
    words: ParsedWords, typeface: Typeface?
  ) throws {
    let quality = try words.quality() ?? .standard
    var frames: [Picture] = []
    for number in 0..<turntable.frameCount {
      let face = turntable.frame(
        number, width: words.integer("width") ?? 300, material: material, threads: words.threads,
        quality: quality)
      let frame = PictureSheet(panels: [.init(face)], caption: caption).compose(typeface: typeface)
      try write(frame, named: "\(name)-\(String(format: "%03d", number + 1))")
      frames.append(frame)
    }
    let animation = AnimatedPNG(frames: frames, milliseconds: max(20, 3000 / frames.count))
    let file = "\(path)/\(name).png"
    do {
      try Data(try animation.encoded()).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw CommandFailure(.temporary, "\(file): cannot be written: \(error)")
    }
  }
}
