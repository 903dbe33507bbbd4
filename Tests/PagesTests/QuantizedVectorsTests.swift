import Foundation
import Tensors
import Testing

@testable import Pages

/// The vectors as a page reads them.
private func read(_ packed: QuantizedVectors) throws -> [Vector3] {
  let bytes = [UInt8](try #require(Data(base64Encoded: packed.data)))
  let numbers = stride(from: 0, to: bytes.count, by: 2).map {
    Double(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8))
  }
  return stride(from: 0, to: numbers.count, by: 3).map { i in
    Vector3(
      packed.centre[0] + packed.step * numbers[i], packed.centre[1] + packed.step * numbers[i + 1],
      packed.centre[2] + packed.step * numbers[i + 2])
  }
}

@Test func `vectors come back within half a step, the centre exactly`() throws {
  let centre = Vector3(10, -20, 5)
  let vectors = (0..<1000).map { i in
    let t = Double(i) / 100
    return centre + Vector3(80 * .sine(t), -113 * .cosine(3 * t), t)
  }
  let packed = QuantizedVectors(vectors + [centre], around: centre)
  // 113 mm stand in 32767 steps; beside half a step there is the round-off of numbers near 100.
  #expect(abs(packed.step - 113 / 32767) < 1e-6)
  let back = try read(packed)
  for (a, b) in zip(vectors, back) {
    let off = a - b
    #expect(max(abs(off.x), abs(off.y), abs(off.z)) <= 0.5 * packed.step + 1e-12)
  }
  #expect(back.last == centre)
}

@Test func `what does not move is zero to the last bit`() throws {
  #expect(try read(QuantizedVectors([.zero, .zero])) == [.zero, .zero])
}
