/// The numbers of one accessor of a glTF file, read row by row.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §3.6.2.
struct GLTFAccessor {
  /// The types of one number.
  enum Component: Int {
    case int8 = 5120
    case uint8 = 5121
    case int16 = 5122
    case uint16 = 5123
    case uint32 = 5125
    case float = 5126

    var size: Int {
      switch self {
      case .int8, .uint8: 1
      case .int16, .uint16: 2
      case .uint32, .float: 4
      }
    }
    /// What an integer is divided by where it stands for a part of one.
    var norm: Double {
      switch self {
      case .int8: 127
      case .uint8: 255
      case .int16: 32767
      case .uint16: 65535
      case .uint32, .float: 1
      }
    }
  }

  let component: Component
  /// How many rows there are.
  let count: Int
  /// Numbers in each row.
  let width: Int
  private let bytes: ArraySlice<UInt8>
  private let stride: Int
  private let isNormalized: Bool

  private static let widths = ["SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4]

  /// Looks up an accessor; that all its rows are there is checked now.
  init(_ number: Int, of document: inout GLTFDocument) throws(SurfaceFileError) {
    let path = "accessors[\(number)]"
    let entry = try document.entry("accessors", number)
    let code = try document.integer("componentType", of: entry, at: path) ?? 0
    guard let component = Component(rawValue: code),
      let width = Self.widths[entry["type"] as? String ?? ""],
      let count = try document.integer("count", of: entry, at: path)
    else {
      throw document.error(
        path, found: "type \(entry["type"] ?? "nothing") of \(code)".short,
        allowed: "SCALAR to VEC4 of 5120 to 5126, and a count")
    }
    guard entry["sparse"] == nil, let view = try document.integer("bufferView", of: entry, at: path)
    else {
      throw document.error(
        path, found: "a sparse accessor", allowed: "one with all its rows; export the scan anew")
    }
    let offset = try document.integer("byteOffset", of: entry, at: path) ?? 0
    let (bytes, stated) = try document.view(view)
    let row = width * component.size
    let stride = stated ?? row
    guard stride >= row, stride <= 4096 else {
      throw document.error(
        path, found: "a stride of \(stride) bytes", allowed: "\(row) to 4096 bytes")
    }
    let room = bytes.count - offset
    let rows = room < row ? 0 : (room - row) / stride + 1
    guard count <= rows else {
      throw .truncated(
        file: document.file, at: .entry(path), items: "rows", expected: count, found: rows)
    }
    (self.component, self.count, self.width, self.stride) = (component, count, width, stride)
    self.bytes = bytes.dropFirst(offset)
    isNormalized = (entry["normalized"] as? Bool ?? false) && component != .float
  }

  /// A number as it stands there; a part of one where the accessor is normalized, or with `asPart`,
  /// as colours are.
  func value(_ row: Int, _ column: Int, asPart: Bool = false) -> Double {
    let at = bytes.startIndex + row * stride + column * component.size
    var bits: UInt32 = 0
    for i in 0..<component.size { bits |= UInt32(bytes[at + i]) << UInt32(8 * i) }
    let raw: Double =
      switch component {
      case .int8: Double(Int8(bitPattern: UInt8(bits)))
      case .int16: Double(Int16(bitPattern: UInt16(bits)))
      case .uint8, .uint16, .uint32: Double(bits)
      case .float: Double(Float(bitPattern: bits))
      }
    return isNormalized || asPart ? max(raw / component.norm, -1) : raw
  }
}
