import Foundation

/// Arrays by name in a file that `numpy.load` opens: `.npy` files in an archive without compression.
///
/// - Source: NumPy, *NEP 1, a simple file format for NumPy arrays*; PKWARE, *APPNOTE.TXT* 6.3.3.
public struct NumPyArchive {
  private var entries: [(name: String, data: Data)] = []

  public init() {}

  /// Adds numbers, row after row.
  public mutating func add(_ name: String, _ values: [Double], shape: [Int]) {
    precondition(values.count == shape.reduce(1, *))
    add(
      name, type: "<f8", shape: shape,
      values.reduce(into: Data()) { $0.append(littleEndian: $1.bitPattern) })
  }

  /// Adds whole numbers.
  public mutating func add(_ name: String, _ values: [Int]) {
    add(
      name, type: "<i8", shape: [values.count],
      values.reduce(into: Data()) { $0.append(littleEndian: UInt64(bitPattern: Int64($1))) })
  }

  /// Adds texts, each with room for the longest.
  public mutating func add(_ name: String, _ values: [String]) {
    let longest = max(1, values.map(\.unicodeScalars.count).max() ?? 1)
    var data = Data()
    for value in values {
      let scalars = value.unicodeScalars.map(\.value)
      for scalar in scalars + Array(repeating: 0, count: longest - scalars.count) {
        data.append(littleEndian: scalar)
      }
    }
    add(name, type: "<U\(longest)", shape: [values.count], data)
  }

  private mutating func add(_ name: String, type: String, shape: [Int], _ body: Data) {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var head = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // The numbers begin at a multiple of 64 bytes; ten bytes go before the description.
    head += String(repeating: " ", count: (64 - (10 + head.utf8.count + 1) % 64) % 64) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    data.append(littleEndian: UInt16(head.utf8.count))
    entries.append((name + ".npy", data + Data(head.utf8) + body))
  }

  /// The archive; nil where it would have 4 GiB or more, which this form cannot say.
  public var data: Data? {
    guard entries.reduce(0, { $0 + $1.data.count + 200 }) < Int(UInt32.max) else { return nil }
    var (archive, directory) = (Data(), Data())
    for entry in entries {
      let start = UInt32(archive.count)
      let name = Data(entry.name.utf8)
      // Version 2.0, names in UTF-8, stored, the first day that the format knows.
      var common = Data()
      for field: UInt16 in [20, 0x0800, 0, 0, 0x21] { common.append(littleEndian: field) }
      for field in [checksum(entry.data), UInt32(entry.data.count), UInt32(entry.data.count)] {
        common.append(littleEndian: field)
      }
      for field in [UInt16(name.count), 0] { common.append(littleEndian: field) }
      archive.append(littleEndian: UInt32(0x0403_4B50))
      archive += common + name + entry.data
      directory.append(littleEndian: UInt32(0x0201_4B50))
      directory.append(littleEndian: UInt16(20))
      directory += common
      for field: UInt16 in [0, 0, 0] { directory.append(littleEndian: field) }
      directory.append(littleEndian: UInt32(0))
      directory.append(littleEndian: start)
      directory += name
    }
    let start = UInt32(archive.count)
    archive += directory
    archive.append(littleEndian: UInt32(0x0605_4B50))
    for field in [0, 0, UInt16(entries.count), UInt16(entries.count)] {
      archive.append(littleEndian: field)
    }
    archive.append(littleEndian: UInt32(directory.count))
    archive.append(littleEndian: start)
    archive.append(littleEndian: UInt16(0))
    return archive
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  /// CRC-32 of ISO 3309.
  private func checksum(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { Self.table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }
}

extension Data {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}

extension CollectedRuns {
  /// The table for NumPy: `run`, `id`, `face`, `status`, `axis_NAME` for each axis, `columns`, and `values` with a row per run.
  ///
  /// An axis that has words is an array of texts, else of numbers.
  public var archive: Data? {
    var archive = NumPyArchive()
    archive.add("run", rows.map(\.run.number))
    archive.add("id", rows.map(\.run.id))
    archive.add("face", rows.map(\.run.face))
    archive.add("status", rows.map(\.status))
    for axis in plan.common.axes.map(\.id) {
      let numbers = self.axis(axis)
      if numbers.contains(where: \.isNaN) {
        archive.add("axis_\(axis)", rows.map { text($0.run.axes[axis]) })
      } else {
        archive.add("axis_\(axis)", numbers, shape: [rows.count])
      }
    }
    archive.add("columns", columns)
    archive.add("values", rows.flatMap(\.values), shape: [rows.count, columns.count])
    return archive.data
  }
}
