import Documents
import Foundation
import Tensors

extension Ligament {
  /// Name of the file beside the atlas.
  public static let file = "ligaments.json"

  /// Reads the ligaments of the atlas in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> [Ligament] {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError) -> [Ligament] {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> [Ligament] {
    let object = document.root.object(keys: ["about", "ligaments"])
    let found = object?.required("ligaments")?.array(of: "ligaments")?.map { $0.ligament() }
    try document.finish()
    return found?.compactMap(\.self) ?? []
  }
}

extension JSONCursor {
  fileprivate func ligament() -> Ligament? {
    let keys = ["name", "points_mm", "radius_mm", "shear_modulus_kPa", "source", "confidence"]
    guard let object = object(keys: keys) else { return nil }
    let points = object.required("points_mm")?.array(of: "points")?.map {
      // Numbers of a list come in the unit of the file.
      $0.numbers(3, in: -300...300, unit: "mm")
    }
    if points?.isEmpty ?? false { object["points_mm"]?.note("needs at least one point") }
    // Narrower than a fibre or wider than a zone is a mistaken unit.
    let radius = object.requiredQuantity("radius_mm", in: 0.5...50)
    let modulus = object.requiredQuantity("shear_modulus_kPa", in: 0.01...10_000)
    guard let name = object.required("name")?.string(), let points, let radius, let modulus,
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self)
    else { return nil }
    return Ligament(
      name: name,
      points: points.compactMap(\.self).map { 1e-3 * Vector3($0[0], $0[1], $0[2]) },
      radius: radius, shearModulus: modulus, source: source, confidence: confidence)
  }
}
