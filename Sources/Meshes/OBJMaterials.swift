/// The pictures that the materials of an OBJ file name.
///
/// Only `newmtl` and `map_Kd` matter to a scan. A library or picture that is missing, outside the folder
/// of the scan or of another format than PNG and JPEG is left out: the shape is whole without it.
///
/// - Source: Alias/Wavefront, *Advanced Visualizer Manual*, appendix B2 (1995).
struct OBJMaterials {
  private(set) var images: [SurfaceTexture.Image] = []
  /// Number of the picture of the material in use; −1 where it has none.
  private(set) var image: Int32 = -1

  private let folder: ScanFolder?
  private let limits: SurfaceFileLimits
  /// Number of the picture of each material.
  private var numbers: [String: Int32] = [:]
  private var libraries: Set<String> = []
  /// More libraries or pictures than this no scanner writes.
  private static let mostFiles = 64

  init(folder: ScanFolder?, limits: SurfaceFileLimits) {
    (self.folder, self.limits) = (folder, limits)
  }

  /// Takes the materials of a library into account.
  mutating func addLibrary(_ name: String) {
    guard let folder, libraries.count < Self.mostFiles, libraries.insert(name).inserted,
      let bytes = folder.bytes(of: name, limit: 16 << 20)
    else { return }
    var scanner = TextScanner(bytes)
    var material = ""
    while let keyword = scanner.nextWord() {
      switch keyword.text {
      case "newmtl":
        material = scanner.nextWordOfLine()?.text ?? ""
      case "map_Kd":
        // Options come before the name, which is the last word.
        var words: [String] = []
        while let word = scanner.nextWordOfLine() { words.append(word.text) }
        if let name = words.last, let number = number(ofImage: name) { numbers[material] = number }
        continue
      default:
        break
      }
      _ = scanner.skipLine()
    }
  }

  /// Sets the material of the faces that follow.
  mutating func use(_ name: String) { image = numbers[name] ?? -1 }

  private mutating func number(ofImage name: String) -> Int32? {
    if let known = images.firstIndex(where: { $0.name == name }) { return Int32(known) }
    guard images.count < Self.mostFiles,
      let bytes = folder?.bytes(of: name, limit: limits.pictureBytes),
      let image = SurfaceTexture.Image(name: name, bytes: bytes)
    else { return nil }
    images.append(image)
    return Int32(images.count - 1)
  }
}
