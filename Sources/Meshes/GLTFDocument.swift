import Foundation

/// What the JSON of a glTF file says, and the bytes it speaks of; everything is checked on the way.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §3.6, §5.
struct GLTFDocument {
  typealias Object = [String: Any]

  let file: String
  let root: Object
  private let binary: ArraySlice<UInt8>
  private let folder: ScanFolder?
  private let limits: SurfaceFileLimits
  private var buffers: [Int: ArraySlice<UInt8>] = [:]

  init(_ container: GLBContainer, file: String, folder: ScanFolder?, limits: SurfaceFileLimits) {
    root = container.description
    binary = container.binary
    (self.file, self.folder, self.limits) = (file, folder, limits)
  }

  func error(_ path: String, found: String, allowed: String) -> SurfaceFileError {
    .malformed(file: file, at: .entry(path), found: found, allowed: allowed)
  }

  // MARK: - Entries

  /// The entries of a list of the document; empty where it is missing.
  func list(_ name: String, of object: Object? = nil) -> [Object] {
    ((object ?? root)[name] as? [Any])?.map { $0 as? Object ?? [:] } ?? []
  }

  /// An entry of a list, by number.
  func entry(_ list: String, _ number: Int) throws(SurfaceFileError) -> Object {
    let all = self.list(list)
    guard all.indices.contains(number) else {
      throw error("\(list)[\(number)]", found: "nothing", allowed: "one of \(all.count) entries")
    }
    return all[number]
  }

  /// A whole number of an entry, not negative; nil where it is missing.
  func integer(_ name: String, of object: Object, at path: String) throws(SurfaceFileError) -> Int?
  {
    guard let value = object[name] else { return nil }
    guard let number = (value as? NSNumber)?.doubleValue, let whole = Int(exactly: number),
      whole >= 0, whole <= 1 << 48
    else {
      throw error("\(path).\(name)", found: "\(value)".short, allowed: "a whole number from 0 on")
    }
    return whole
  }

  /// Numbers of an entry, exactly `count`; nil where it is missing.
  func numbers(_ name: String, count: Int, of object: Object, at path: String)
    throws(SurfaceFileError) -> [Double]?
  {
    guard let value = object[name] else { return nil }
    let numbers = (value as? [Any])?.compactMap { ($0 as? NSNumber)?.doubleValue } ?? []
    guard numbers.count == count, numbers.allSatisfy(\.isFinite) else {
      throw error("\(path).\(name)", found: "\(value)".short, allowed: "\(count) numbers")
    }
    return numbers
  }

  // MARK: - Bytes

  /// The bytes of a buffer view.
  mutating func view(_ number: Int) throws(SurfaceFileError) -> (
    bytes: ArraySlice<UInt8>, stride: Int?
  ) {
    let path = "bufferViews[\(number)]"
    let view = try entry("bufferViews", number)
    guard let source = try integer("buffer", of: view, at: path),
      let length = try integer("byteLength", of: view, at: path)
    else { throw error(path, found: "no buffer or byteLength", allowed: "both") }
    let offset = try integer("byteOffset", of: view, at: path) ?? 0
    let buffer = try buffer(source)
    guard offset <= buffer.count, length <= buffer.count - offset else {
      throw error(
        path, found: "bytes \(offset) to \(offset + length)",
        allowed: "0 to \(buffer.count), the bytes of its buffer")
    }
    let start = buffer.startIndex + offset
    return (
      buffer[start..<(start + length)], try integer("byteStride", of: view, at: path)
    )
  }

  private mutating func buffer(_ number: Int) throws(SurfaceFileError) -> ArraySlice<UInt8> {
    if let known = buffers[number] { return known }
    let path = "buffers[\(number)]"
    let entry = try entry("buffers", number)
    let bytes: ArraySlice<UInt8>
    if let uri = entry["uri"] as? String {
      guard let found = content(ofURI: uri, limit: limits.bytes) else {
        throw error(
          "\(path).uri", found: uri.short,
          allowed: "data in the file itself, or a file in the folder of the scan")
      }
      bytes = found[...]
    } else {
      bytes = binary
    }
    if let length = try integer("byteLength", of: entry, at: path), length > bytes.count {
      throw .truncated(
        file: file, at: .entry(path), items: "bytes", expected: length, found: bytes.count)
    }
    buffers[number] = bytes
    return bytes
  }

  /// The bytes behind a URI: base64 data, or a file in the folder of the scan.
  private func content(ofURI uri: String, limit: Int) -> [UInt8]? {
    if uri.hasPrefix("data:") {
      guard let comma = uri.firstIndex(of: ","), uri[..<comma].hasSuffix(";base64"),
        let data = Data(base64Encoded: String(uri[uri.index(after: comma)...]))
      else { return nil }
      return [UInt8](data)
    }
    return folder?.bytes(of: uri.removingPercentEncoding ?? uri, limit: limit)
  }

  /// A picture; nil where it cannot be had or is neither PNG nor JPEG.
  mutating func image(_ number: Int) throws(SurfaceFileError) -> SurfaceTexture.Image? {
    let image = try entry("images", number)
    let name = image["name"] as? String ?? image["uri"] as? String ?? "image \(number)"
    if let number = try integer("bufferView", of: image, at: "images[\(number)]") {
      let bytes = try view(number).bytes
      return bytes.count <= limits.pictureBytes
        ? SurfaceTexture.Image(name: name.short, bytes: Array(bytes)) : nil
    }
    guard let uri = image["uri"] as? String,
      let bytes = content(ofURI: uri, limit: limits.pictureBytes)
    else { return nil }
    return SurfaceTexture.Image(name: name.short, bytes: bytes)
  }
}

extension String {
  /// At most 60 characters, for a message or a name.
  var short: String { count > 60 ? prefix(60) + "…" : self }
}
