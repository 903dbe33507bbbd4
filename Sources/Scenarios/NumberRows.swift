import Foundation

/// Rows of numbers as bytes, exact to the last bit: the number of rows, then each with its length.
struct NumberRows: Equatable {
  var rows: [[Double]]

  init(_ rows: [[Double]]) { self.rows = rows }

  /// Reads what `data` wrote; nil for anything else.
  init?(_ data: Data) {
    var reader = Reader(rest: data[...])
    guard let count = reader.count(), count <= data.count / Reader.word else { return nil }
    var rows: [[Double]] = []
    for _ in 0..<count {
      guard let row = reader.row() else { return nil }
      rows.append(row)
    }
    guard reader.rest.isEmpty else { return nil }
    self.rows = rows
  }

  var data: Data {
    var data = Data()
    func append(_ word: UInt64) {
      withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
    }
    append(UInt64(rows.count))
    for row in rows {
      append(UInt64(row.count))
      for number in row { append(number.bitPattern) }
    }
    return data
  }

  private struct Reader {
    static let word = 8
    var rest: Data.SubSequence

    mutating func count() -> Int? {
      guard let word = words(1)?.first else { return nil }
      return Int(exactly: word)
    }

    mutating func row() -> [Double]? {
      guard let count = count() else { return nil }
      return words(count)?.map(Double.init(bitPattern:))
    }

    private mutating func words(_ count: Int) -> [UInt64]? {
      guard count <= rest.count / Self.word else { return nil }
      let bytes = rest.prefix(count * Self.word)
      rest = rest.dropFirst(count * Self.word)
      return bytes.withUnsafeBytes { raw in
        (0..<count).map {
          UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * Self.word, as: UInt64.self))
        }
      }
    }
  }
}
