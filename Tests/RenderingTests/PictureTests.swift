import Foundation
import Tensors
import Testing

@testable import Rendering

@Suite struct PictureTests {
  static let gradient: Picture = {
    var picture = Picture(width: 37, height: 23)
    for y in 0..<23 {
      for x in 0..<37 {
        picture[x, y] = LinearColor(Double(x) / 36, Double(y) / 22, Double((x * y) % 7) / 6)
      }
    }
    return picture
  }()

  @Test func `survives the way through a PNG file`() throws {
    let file = try Self.gradient.encodedAsPNG()
    #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let again = try Picture(png: file)
    #expect((again.width, again.height) == (37, 23))
    #expect(again.encodedBytes == Self.gradient.encodedBytes)
  }

  @Test func `says why a damaged PNG cannot be read`() throws {
    let file = try Self.gradient.encodedAsPNG()
    #expect(throws: PictureError.cannotDecode(reason: "Not a PNG file")) {
      try Picture(png: Array("no picture at all".utf8))
    }
    for length in stride(from: 0, to: file.count - 12, by: 13) {
      #expect(throws: PictureError.self) { try Picture(png: Array(file.prefix(length))) }
    }
  }

  @Test func `replaces a file, and leaves nothing else behind`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "turgor-picture-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.png").path
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    try Self.gradient.write(toPNG: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try Array(bytes) == Self.gradient.encodedAsPNG())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.png"])
  }

  @Test func `names the path and the reason when it cannot write`() {
    let path = "/nowhere/at/all.png"
    #expect(
      throws: PictureError.cannotWrite(path: path, reason: "No such file or directory")
    ) { try Self.gradient.write(toPNG: path) }
    let error = PictureError.cannotWrite(path: path, reason: "No such file or directory")
    #expect(
      "\(error)" == "cannot write the picture /nowhere/at/all.png: No such file or directory")
  }

  @Test func `ignores what is drawn outside`() {
    var picture = Picture(width: 4, height: 3)
    picture.fill(LinearColor(1, 0, 0), x: -5..<2, y: 2..<9)
    picture.blend(LinearColor(1, 1, 1), coverage: 1, x: -1, y: 0)
    picture.place(Picture(width: 9, height: 9, color: LinearColor(0, 1, 0)), x: 3, y: -8)
    #expect(picture[1, 2] == LinearColor(1, 0, 0) && picture[2, 2] == .zero)
    #expect(picture[3, 0] == LinearColor(0, 1, 0) && picture[3, 1] == .zero)
  }
}
