import Documents
import Foundation

extension AtlasParameters {
  /// Reads a parameter file.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf file: URL) throws(DocumentError) {
    let document = try StrictJSON(contentsOf: file)
    let parameters = document.root.parameters()
    try document.finish()
    guard let parameters else { preconditionFailure("no parameters, and no reason why") }
    self = parameters
  }
}

/// No part of a head is farther than this from another, in mm.
private let places = -500.0...500
/// Lengths that may be as short as nothing, in mm.
private let lengths = 0.0...500
/// Widths of relief and edges of meshes, in mm: below, a face has millions of triangles.
private let sizes = 0.2...100
private let angles = -180.0...180

extension JSONCursor {
  /// An object that may be explained to its reader.
  fileprivate func explained(_ keys: [String]) -> JSONObject? {
    object(keys: keys + ["explanation"])
  }

  fileprivate func parameters() -> AtlasParameters? {
    let keys = [
      "about", "origin", "licence", "center-mm", "radii", "folds", "bumps", "border",
      "landmarks-mm", "meshes", "zones",
    ]
    guard let object = object(keys: keys) else { return nil }
    let center = object.required("center-mm")?.numbers(3, in: places, unit: "mm")
    let radii = object.required("radii")?.radii()
    let folds = object.required("folds")?.array(of: "folds")?.map { $0.fold() }
    let bumps = object.required("bumps")?.array(of: "bumps")?.map { $0.bump() }
    let border = object.required("border")?.border()
    let landmarks = object.required("landmarks-mm")?.object(of: "landmarks by name")?.all
    let meshes = object.required("meshes")?.meshSizes()
    let zones = object.required("zones")?.array(of: "zones")?.map { $0.zoneOutline() }
    let marks = landmarks?.map { ($0.key, $0.value.numbers(3, in: places, unit: "mm") ?? []) }
    guard let center, let radii, let folds, let bumps, let border, let marks, let meshes, let zones
    else { return nil }
    return AtlasParameters(
      center: center, radii: radii, folds: folds.compactMap(\.self),
      bumps: bumps.compactMap(\.self),
      border: border, landmarks: Dictionary(marks, uniquingKeysWith: { first, _ in first }),
      meshes: meshes,
      zones: zones.compactMap(\.self))
  }

  private func radii() -> AtlasParameters.Radii? {
    let object = explained(["tilt-degrees", "side-degrees", "coefficients-mm"])
    guard let tilts = object?.required("tilt-degrees")?.increasing(),
      let sides = object?.required("side-degrees")?.increasing(),
      let table = object?.required("coefficients-mm"), let rows = table.array(of: "rows")
    else { return nil }
    // The spline of a radius needs two points each way.
    if tilts.count < 2 || sides.count < 2 || rows.count != tilts.count {
      table.note("\(rows.count) rows for \(tilts.count) tilts; two and more of each are needed")
    }
    let coefficients = rows.compactMap { $0.numbers(sides.count, in: 1...500, unit: "mm") }
    guard coefficients.count == rows.count else { return nil }
    return AtlasParameters.Radii(tilts: tilts, sides: sides, coefficients: coefficients)
  }

  private func increasing() -> [Double]? {
    guard let numbers = numbers(in: angles, unit: "°") else { return nil }
    if !zip(numbers, numbers.dropFirst()).allSatisfy(<) { note("these angles do not increase") }
    return numbers
  }

  private func fold() -> AtlasParameters.Fold? {
    let keys = [
      "name", "front-view-mm", "height-mm", "width-left-mm", "width-right-mm", "fade-in-mm",
      "fade-out-mm",
    ]
    guard let object = explained(keys) else { return nil }
    let numbers = zip(keys.dropFirst(2), [-20.0...20, sizes, sizes, lengths, lengths]).map {
      object.required($0)?.number(in: $1, unit: "mm")
    }
    let name = object.required("name")?.string()
    let points = object.required("front-view-mm")?.points(of: 2)
    guard let name, let points, let height = numbers[0], let left = numbers[1],
      let right = numbers[2], let fadeIn = numbers[3], let fadeOut = numbers[4]
    else { return nil }
    return AtlasParameters.Fold(
      name: name, points: points, height: height, leftWidth: left, rightWidth: right,
      fadeIn: fadeIn, fadeOut: fadeOut)
  }

  private func bump() -> AtlasParameters.Bump? {
    let keys = ["name", "center-mm", "height-mm", "half-widths-mm", "turned-degrees"]
    guard let object = explained(keys) else { return nil }
    let name = object.required("name")?.string()
    let center = object.required("center-mm")?.numbers(2, in: places, unit: "mm")
    let height = object.required("height-mm")?.number(in: -20...20, unit: "mm")
    let widths = object.required("half-widths-mm")?.numbers(2, in: sizes, unit: "mm")
    let turned = object.required("turned-degrees")?.number(in: angles, unit: "°")
    guard let name, let center, let height, let widths, let turned else { return nil }
    return AtlasParameters.Bump(
      name: name, center: center, height: height, halfWidths: widths, turned: turned)
  }

  private func border() -> AtlasParameters.Border? {
    guard let object = explained(["top-mm", "side-mm", "bottom-mm"]) else { return nil }
    let top = object.required("top-mm")?.points(of: 3)
    let side = object.required("side-mm")?.points(of: 3)
    let bottom = object.required("bottom-mm")?.points(of: 3)
    guard let top, let side, let bottom else { return nil }
    return AtlasParameters.Border(top: top, side: side, bottom: bottom)
  }

  /// Two points or more with so many coordinates.
  private func points(of coordinates: Int) -> [[Double]]? {
    guard let points = array(of: "points") else { return nil }
    if points.count < 2 { note("needs two points or more") }
    let numbers = points.compactMap { $0.numbers(coordinates, in: places, unit: "mm") }
    return numbers.count == points.count ? numbers : nil
  }

  private func meshSizes() -> AtlasParameters.MeshSizes? {
    let keys = ["master-edge-mm", "fine-edge-mm", "standard-edge-mm", "preview-edge-mm"]
    guard let object = explained(keys + ["fine-regions"]) else { return nil }
    let edges = keys.map { object.required($0)?.number(in: sizes, unit: "mm") }
    let regions = object.required("fine-regions")?.array(of: "regions")?.map { $0.fineRegion() }
    guard let master = edges[0], let fine = edges[1], let standard = edges[2],
      let preview = edges[3], let regions
    else { return nil }
    return AtlasParameters.MeshSizes(
      masterEdge: master, fineEdge: fine, standardEdge: standard, previewEdge: preview,
      fineRegions: regions.compactMap(\.self))
  }

  private func fineRegion() -> AtlasParameters.FineRegion? {
    let keys = ["name", "factor", "center-mm", "inner-radius-mm", "outer-radius-mm"]
    guard let object = explained(keys) else { return nil }
    let name = object.required("name")?.string()
    let center = object.required("center-mm")?.numbers(3, in: places, unit: "mm")
    let factor = object.required("factor")?.number(in: 0.1...1, unit: "")
    let inner = object.required("inner-radius-mm")?.number(in: lengths, unit: "mm")
    let outer = object.required("outer-radius-mm")?.number(in: lengths, unit: "mm")
    guard let name, let center, let factor, let inner, let outer else { return nil }
    return AtlasParameters.FineRegion(
      name: name, center: center, factor: factor, innerRadius: inner, outerRadius: outer)
  }

  private func zoneOutline() -> AtlasParameters.ZoneOutline? {
    guard let object = explained(["name", "paired", "outline"]) else { return nil }
    let name = object.required("name")?.string()
    let paired = object.required("paired")?.boolean()
    let corners = object.required("outline")?.array(of: "corners")?.map { $0.corner() }
    guard let name, let paired, let corners else { return nil }
    return AtlasParameters.ZoneOutline(
      name: name, paired: paired, outline: corners.compactMap(\.self))
  }

  private func corner() -> AtlasParameters.ZoneOutline.Corner? {
    guard let object = object(keys: ["landmark", "offset-mm"]) else { return nil }
    let landmark = object.required("landmark")?.string()
    let offset = object.required("offset-mm")?.numbers(3, in: places, unit: "mm")
    guard let landmark, let offset else { return nil }
    return AtlasParameters.ZoneOutline.Corner(landmark: landmark, offset: offset)
  }
}
