import Testing

@testable import Rendering

@Suite struct AnimatedPNGTests {
  private static let frames = (0..<3).map { number in
    Picture(width: 7, height: 5, color: LinearColor(sRGBGray: 0.2 + 0.3 * Double(number)))
  }

  @Test func `holds the chunks that the specification asks for, in their order`() throws {
    let file = try AnimatedPNG(frames: Self.frames, milliseconds: 40).encoded()
    let chunks = PNGChunk.all(of: file)
    #expect(Array(file.prefix(8)) == PNGChunk.signature)
    let types = chunks.map(\.type)
    #expect(types.first == "IHDR" && types.last == "IEND")
    let shown = types.filter { ["acTL", "fcTL", "IDAT", "fdAT"].contains($0) }
    #expect(shown == ["acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT"])
    // Written again, checksums and all, nothing changes.
    #expect(PNGChunk.signature + chunks.flatMap(\.bytes) == file)
    let control = try #require(chunks.first { $0.type == "acTL" })
    #expect(control.data == [0, 0, 0, 3, 0, 0, 0, 0])
  }

  @Test func `numbers its pictures without a gap and shows each as long`() throws {
    let file = try AnimatedPNG(frames: Self.frames, milliseconds: 40).encoded()
    let chunks = PNGChunk.all(of: file).filter { ["fcTL", "fdAT"].contains($0.type) }
    let numbers = chunks.map { $0.data.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    #expect(numbers == Array(0..<chunks.count))
    for chunk in chunks where chunk.type == "fcTL" {
      // Width, height, no offset, 40/1000 s, neither disposed of nor blended.
      #expect(
        Array(chunk.data.dropFirst(4))
          == [0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 3, 232, 0, 0])
    }
  }

  /// The checksum of an empty IEND as every PNG has it.
  @Test func `checksums are those of PNG`() {
    #expect(PNGChunk("IEND", []).bytes == [0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130])
  }

  @Test func `each picture comes back from its chunks`() throws {
    let file = try AnimatedPNG(frames: Self.frames, milliseconds: 40).encoded()
    let chunks = PNGChunk.all(of: file)
    let head = try #require(chunks.first)
    let pieces = chunks.filter { ["IDAT", "fdAT"].contains($0.type) }
    for (piece, frame) in zip(pieces, Self.frames) {
      let data = piece.type == "IDAT" ? piece.data : Array(piece.data.dropFirst(4))
      let single = [head, PNGChunk("IDAT", data), PNGChunk("IEND", [])]
      let read = try Picture(png: PNGChunk.signature + single.flatMap(\.bytes))
      #expect(read.encodedBytes == frame.encodedBytes)
    }
  }
}
