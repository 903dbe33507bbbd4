import Foundation
import Meshes
import Tensors

/// Named points of a face, with positions in m in the frame of the scan they belong to.
public struct ScanLandmarks: Sendable, Equatable {
  public struct Landmark: Sendable, Equatable {
    /// In m.
    public var position: Vector3
    /// Whether the point lies on the scanned skin, and not outside its border or in a hole.
    public var isOnSurface: Bool

    public init(position: Vector3, isOnSurface: Bool = true) {
      self.position = position
      self.isOnSurface = isOnSurface
    }
  }

  /// What the landmarks are called in messages: the name of their file.
  public var file: String
  public var landmarks: [String: Landmark]

  public init(file: String = "landmarks", _ landmarks: [String: Landmark]) {
    self.file = file
    self.landmarks = landmarks
  }

  /// A landmark that is said to lie on the scan may be this far from it, in m.
  public static let surfaceTolerance = 10e-3

  /// Checks that every landmark said to lie on the surface does.
  ///
  /// - Throws: `LandmarkError.offSurface` for the first in order of name.
  public func check(against scan: SurfaceIndex) throws(LandmarkError) {
    for (name, landmark) in landmarks.sorted(by: { $0.key < $1.key }) where landmark.isOnSurface {
      let distance = scan.nearest(to: landmark.position)?.distance ?? .infinity
      guard distance <= Self.surfaceTolerance else {
        throw .offSurface(
          file: file, name: name, distance: distance, limit: Self.surfaceTolerance)
      }
    }
  }
}

extension ScanLandmarks {
  /// Reads a file with `units` "mm" and `landmarks.NAME.mm` = [x, y, z]; other keys are notes.
  ///
  /// - Throws: `LandmarkError`, naming the entry and what is allowed.
  public static func read(_ url: URL) throws(LandmarkError) -> ScanLandmarks {
    let file = url.lastPathComponent
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      let exists = FileManager.default.fileExists(atPath: url.path)
      throw .unreadable(
        file: file, reason: exists ? error.localizedDescription : "there is no such file")
    }
    return try read(data, file: file)
  }

  /// Reads the content of a file that is called `file` in messages.
  public static func read(_ data: Data, file: String) throws(LandmarkError) -> ScanLandmarks {
    let content: Content
    do { content = try JSONDecoder().decode(Content.self, from: data) } catch {
      throw LandmarkError(error, file: file)
    }
    guard content.units == "mm" else { throw .wrongUnits(file: file, found: content.units) }
    var result = ScanLandmarks(file: file, [:])
    for (name, entry) in content.landmarks.sorted(by: { $0.key < $1.key }) {
      guard LandmarkName.all.contains(name) else { throw .unknownName(file: file, name: name) }
      let p = entry.mm
      guard p.count == 3, p.allSatisfy(\.isFinite) else {
        throw .wrongType(file: file, path: "landmarks.\(name).mm", allowed: "three numbers")
      }
      result.landmarks[name] = Landmark(
        position: Vector3(p[0], p[1], p[2]) * 1e-3, isOnSurface: entry.on_surface)
    }
    guard result.landmarks.count >= Similarity.leastPoints else {
      throw .tooFew(
        file: file, found: result.landmarks.count, needed: Similarity.leastPoints)
    }
    return result
  }

  private struct Content: Decodable {
    struct Entry: Decodable {
      var mm: [Double]
      var on_surface: Bool
    }
    var units: String
    var landmarks: [String: Entry]
  }
}

extension LandmarkError {
  /// What a decoder complains of, in the words of this file.
  fileprivate init(_ error: any Error, file: String) {
    func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let keys = context.codingPath + (key.map { [$0] } ?? [])
      return keys.map(\.stringValue).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      self = .missing(file: file, path: path(context, key))
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      let allowed =
        switch type {
        case is String.Type: "a text in quotes"
        case is Bool.Type: "true or false"
        case is Double.Type: "a number"
        case is [Any].Type: "three numbers"
        default: "an object in braces"
        }
      let place = path(context)
      self = .wrongType(file: file, path: place.isEmpty ? "the file" : place, allowed: allowed)
    case .dataCorrupted(let context):
      let reason = (context.underlyingError as? NSError)?.userInfo["NSDebugDescription"]
      self = .notJSON(file: file, reason: reason as? String ?? context.debugDescription)
    default:
      self = .notJSON(file: file, reason: "\(error)")
    }
  }
}
