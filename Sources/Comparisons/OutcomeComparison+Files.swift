import Foundation
import Meshes
import Rendering
import Reports
import Scans
import Tensors

extension OutcomeComparison {
  /// The comparison as JSON.
  public func json() throws -> String { try ComparisonJSON.text(OutcomeReport(self)) }

  /// Writes tables, surfaces, the picture, and last the manifest.
  ///
  /// - Parameters:
  ///   - folder: where to.
  ///   - typeface: of the picture; nil leaves out its text.
  ///   - threads: for the picture.
  /// - Throws: `RunFolderError` or `PictureError`.
  public func write(to folder: RunFolder, typeface: Typeface?, threads: Int) throws {
    try folder.write(zoneTable, to: "outcome-zones.csv")
    try folder.write(landmarkTable, to: "outcome-landmarks.csv")
    let picture = DistancePicture(self)
    try folder.write(Data(mapBytes(picture.scale)), to: "distance.ply")
    try folder.write(Data(scanBytes), to: "scan-aligned.ply")
    let image = try folder.place(of: "images/distance.png")
    try picture.draw(typeface: typeface, threads: threads).write(toPNG: image.path)
    try folder.write(try json(), to: RunFolder.manifest)
    try folder.commit()
  }

  /// A row per zone; empty cells where too little was scanned or the run does not say.
  var zoneTable: String {
    let head =
      "zone,covered_fraction,predicted_normal_mm,predicted_normal_mm_95,actual_normal_mm,"
      + "left_over_mean_mm,left_over_length_mean_mm,left_over_rms_mm,above_floor,within_error_bar"
    let rows = zones.map { zone in
      let lengths = [
        zone.prediction?.normal, zone.prediction?.normalBar, zone.actual, zone.mean,
        zone.meanLength, zone.rootMeanSquare,
      ].map { $0.map { 1e3 * $0 }.cell(4) }
      let answers = [zone.exceedsFloor.cell, zone.isWithinBar.cell]
      return ([zone.zone, zone.covered.text(4)] + lengths + answers).joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }

  /// A row per landmark: from the predicted to the scanned place.
  var landmarkTable: String {
    let rows = landmarks.map { landmark in
      let offset = landmark.offset
      let lengths = [offset.length, offset.x, offset.y, offset.z].map { (1e3 * $0).text(4) }
      return ([landmark.name] + lengths + [landmark.confidence.text(2)]).joined(separator: ",")
    }
    return (["landmark,off_mm,left_mm,up_mm,forward_mm,confidence"] + rows).joined(separator: "\n")
      + "\n"
  }

  /// The prediction in the colours of the map, with the distances as numbers, in mm.
  private func mapBytes(_ scale: ColorScale) -> [UInt8] {
    let values = distances.map { 1e3 * $0 }
    var surface = TriangleSurface(
      positions: face.surface.positions.map { 1e3 * $0 }, triangles: face.surface.triangles)
    surface.colours = values.map { scale.color(of: $0).sRGBBytes }
    return PLYWriter.bytes(
      of: surface, precision: .float,
      comments: ["units mm", "predicted, step \(step)", "distance of the scan along the normal"],
      numbers: [.init(name: "distance_mm", values: values)])
  }

  /// The scan where it was laid, in mm, in the axes of the prediction.
  private var scanBytes: [UInt8] {
    var surface = scan.surface
    surface.positions = surface.positions.map { 1e3 * $0 }
    return PLYWriter.bytes(
      of: surface, precision: .float, comments: ["units mm", "laid over step \(step)"])
  }
}

extension LinearColor {
  /// Encoded for sRGB, in bytes.
  fileprivate var sRGBBytes: SIMD3<UInt8> {
    let encoded = SIMD3(sRGBEncoded(x), sRGBEncoded(y), sRGBEncoded(z))
    return SIMD3<UInt8>(clamping: SIMD3<Int>((255 * encoded).rounded(.toNearestOrAwayFromZero)))
  }
}
