import Documents
import Foundation

extension DeepAnatomy {
  /// Name of the file beside the atlas.
  public static let file = "deep-anatomy.json"

  /// Reads the deep anatomy of the atlas in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> DeepAnatomy {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError) -> DeepAnatomy
  {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> DeepAnatomy {
    let object = document.root.object(keys: ["about", "structures", "gliding_planes"])
    let structures = object?.required("structures")?.array(of: "structures")?
      .map { $0.structure() }
    let planes = object?.required("gliding_planes")?.array(of: "gliding planes")?
      .map { $0.glidingPlane() }
    try document.finish()
    return DeepAnatomy(
      structures: structures?.compactMap(\.self) ?? [],
      glidingPlanes: planes?.compactMap(\.self) ?? [])
  }
}

extension JSONCursor {
  fileprivate func structure() -> DeepStructure? {
    let keys = ["name", "outline_zy_mm", "shear_modulus_kPa", "backing", "source", "confidence"]
    guard let object = object(keys: keys) else { return nil }
    let outline = object.required("outline_zy_mm")?.sideOutline()
    let modulus = object.requiredQuantity("shear_modulus_kPa", in: TissuePreset.moduli)
    let support = object.required("backing")?.backing()
    let (source, confidence) = object.provenance()
    guard let name = object.required("name")?.string(), let outline, let modulus, let support,
      let source, let confidence
    else { return nil }
    return DeepStructure(
      name: name, outline: outline, shearModulus: modulus, support: support, source: source,
      confidence: confidence)
  }

  fileprivate func glidingPlane() -> GlidingPlane? {
    let keys = [
      "name", "outline_zy_mm", "thickness_mm", "shear_modulus_kPa", "source", "confidence",
    ]
    guard let object = object(keys: keys) else { return nil }
    let outline = object.required("outline_zy_mm")?.sideOutline()
    // From a film to half of the deepest layer.
    let thickness = object.requiredQuantity("thickness_mm", in: 0.01...10)
    let modulus = object.requiredQuantity("shear_modulus_kPa", in: TissuePreset.moduli)
    let (source, confidence) = object.provenance()
    guard let name = object.required("name")?.string(), let outline, let thickness, let modulus,
      let source, let confidence
    else { return nil }
    return GlidingPlane(
      name: name, outline: outline, thickness: thickness, shearModulus: modulus, source: source,
      confidence: confidence)
  }

  /// Pairs of z (forward) and y (up) in mm, at least three.
  private func sideOutline() -> SideOutline? {
    let corners = array(of: "corners")?.map { $0.numbers(2, in: -300...300, unit: "mm") }
    guard let corners else { return nil }
    if corners.count < 3 { note("needs at least three corners") }
    return SideOutline(
      corners: corners.compactMap(\.self).map { 1e-3 * SIMD2($0[0], $0[1]) })
  }
}
