import Documents
import Foundation
import Meshes
import Rendering
import Scenarios
import Tensors

/// The simulated skin of a finished run with the maps of its steps: what pictures are drawn from afterwards.
public struct RecordedSkin: Sendable {
  public struct Step: Sendable {
    public var id: String
    /// What is in force.
    public var conditions: String
    /// Of the vertices, in m.
    public var displacements: [Vector3]
    public var maps: [SkinQuantity: SkinMap]

    /// Whether the face is elsewhere than as captured.
    public var hasMoved: Bool { displacements.contains { $0 != .zero } }
  }

  /// The skin as captured, in m, in the frame of the head.
  public let surface: TriangleSurface
  public let title: String
  /// What is drawn of it where nothing else is asked for.
  public let tone: SkinTone
  public let steps: [Step]
  public let caption: PictureCaption

  /// Reads what a run has left.
  ///
  /// - Parameter path: of its folder.
  /// - Throws: `DocumentError` or `SurfaceFileError` where it is no folder of a run of this version.
  public init(path: String) throws {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    let manifest = try StrictJSON(
      contentsOf: folder.appending(path: RunFolder.manifest), name: "\(path)/\(RunFolder.manifest)"
    ).tree
    var (surface, steps) = (TriangleSurface(), [Step]())
    for step in manifest["steps"]?.elements ?? [] {
      let id = step["id"]?.text ?? ""
      let file = folder.appending(path: Self.file(of: id))
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw DocumentError(
          file: path, "has no \(Self.file(of: id)), which pictures are drawn from: run it again")
      }
      let read = try SurfaceReader.readWithNumbers(file)
      surface = read.surface
      steps.append(
        Step(
          id: id, conditions: step["conditions"]?.text ?? "",
          displacements: try Self.displacements(in: read.numbers, of: path),
          maps: Self.maps(in: read.numbers)))
    }
    guard !steps.isEmpty else {
      throw DocumentError(file: path, "holds no steps: name a folder given to `turgor run -o`")
    }
    surface.positions = surface.positions.map { 1e-3 * $0 }
    (self.surface, self.steps) = (surface, steps)
    title = manifest["title"]?.text ?? ""
    let outputs = manifest["scenario"]?["outputs"]
    tone = (outputs?["skin_tone"]?.text).flatMap(SkinTone.init) ?? .intermediate
    caption = PictureCaption(manifest)
  }

  private static func displacements(in numbers: [String: [Double]], of path: String)
    throws(DocumentError) -> [Vector3]
  {
    let components = ways.compactMap { numbers[$0] }
    guard components.count == 3 else {
      throw DocumentError(file: path, "its maps are of another version: run it again")
    }
    return components[0].indices.map {
      1e-3 * Vector3(components[0][$0], components[1][$0], components[2][$0])
    }
  }

  private static func maps(in numbers: [String: [Double]]) -> [SkinQuantity: SkinMap] {
    var maps: [SkinQuantity: SkinMap] = [:]
    for quantity in SkinQuantity.allCases {
      guard let values = numbers[quantity.column] else { continue }
      maps[quantity] = SkinMap(quantity, values: values, bars: numbers[bar(of: quantity)] ?? [])
    }
    return maps
  }
}

extension PictureCaption {
  /// From the manifest of a run.
  fileprivate init(_ manifest: JSONTree) {
    let resolution = manifest["scenario"]?["resolution"]
    let edge = resolution?["edge_mm"]?.value.map { "mesh of \(String(format: "%g", $0)) mm" }
    let corrections = (manifest["steps"]?.elements ?? []).map { step in
      let last = step["newton"]?.elements.last?["correction_mm"]?.value ?? 0
      return (step["id"]?.text ?? "", 1e-3 * last)
    }
    self.init(
      caseCode: manifest["case"]?.text ?? "",
      mesh: edge ?? "\(resolution?.text ?? "standard") mesh",
      unknowns: Int(manifest["dofs"]?.value ?? 0),
      corrections: Dictionary(corrections, uniquingKeysWith: { first, _ in first }),
      roundTrip: 1e-3 * (manifest["round_trip_max_mm"]?.value ?? 0))
  }
}

extension JSONTree {
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var value: Double? { if case .number(let number) = self { number } else { nil } }
  fileprivate var elements: [JSONTree] { if case .array(let list) = self { list } else { [] } }
}
