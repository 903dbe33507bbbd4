import Documents
import Foundation
import Tensors

extension ScanLandmarks {
  /// Landmarks may be this far from the origin of their scan, in mm: a scanner sees metres.
  private static let farthest = 1e5

  /// Reads a file with `units` "mm" and `landmarks.NAME` = {`mm`: [x, y, z], `on_surface`: …}.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(_ url: URL) throws(DocumentError) -> ScanLandmarks {
    try read(try StrictJSON(contentsOf: url))
  }

  /// Reads the content of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(_ data: Data, file: String) throws(DocumentError) -> ScanLandmarks {
    try read(try StrictJSON(parsing: Array(data), file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> ScanLandmarks {
    var result = ScanLandmarks(file: document.file, [:])
    if let object = document.root.object(keys: ["units", "landmarks"] + notes) {
      if let units = object.required("units"), let name = units.string(), name != "mm" {
        units.note("\"\(name)\" is not allowed; allowed: \"mm\"")
      }
      if let list = object.required("landmarks") { result.landmarks = entries(list) }
    }
    try document.finish()
    return result
  }

  /// Keys of a file that are for its reader alone.
  private static let notes = [
    "about", "subject", "description", "frame", "crop", "origin", "licence",
  ]
  /// Keys of a landmark that are for its reader alone: who or what set it, the vertex of a template.
  private static let notesOfEntry = ["confidence", "note", "source", "hm08_vertex"]

  private static func entries(_ list: JSONCursor) -> [String: Landmark] {
    guard let entries = list.object(of: "landmarks by name")?.all else { return [:] }
    var landmarks: [String: Landmark] = [:]
    for (name, entry) in entries {
      guard LandmarkName.isKnown(name) else {
        entry.unknownKey(name, allowed: LandmarkName.all)
        continue
      }
      if let landmark = landmark(entry) { landmarks[name] = landmark }
    }
    if entries.count < Similarity.leastPoints {
      list.note("found \(entries.count) landmarks; needed: \(Similarity.leastPoints) or more")
    }
    return landmarks
  }

  private static func landmark(_ entry: JSONCursor) -> Landmark? {
    guard let object = entry.object(keys: ["mm", "on_surface"] + notesOfEntry) else { return nil }
    let mm = object.required("mm")?.numbers(3, in: -farthest...farthest, unit: "mm")
    let isOnSurface = object.required("on_surface")?.boolean()
    guard let mm, let isOnSurface else { return nil }
    return Landmark(position: Vector3(mm[0], mm[1], mm[2]) * 1e-3, isOnSurface: isOnSurface)
  }
}
