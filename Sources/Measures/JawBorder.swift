import Meshes
import Tensors

/// The lower border of the jaw's skin on the left, along the chord from the menton to the gonion.
///
/// At each part s of the chord it is the lowest skin of the regions along the mandible in the plane across the chord,
/// counted from the chord, downwards in the upright plane that holds it.
struct JawBorder {
  /// The skin that may hang over the mandible; below it begins the neck.
  static let regions: Set<String> = [
    "chin", "marionette", "jowl", "jawline", "mandibular-angle",
  ]

  private let face: MeasuredFace
  private let triangles: [Int]
  private let menton: Vector3
  /// From the menton to the gonion, in m.
  let chord: Vector3
  /// Perpendicular to the chord, in the upright plane that holds it.
  private let down: Vector3

  /// nil without menton or gonion; the gonion is a point of the bone and stays as captured.
  init?(of face: MeasuredFace) {
    guard let menton = face.landmarks["menton"], let gonion = face.capturedLandmarks["gonion_l"]
    else { return nil }
    (self.face, self.menton, chord) = (face, menton, gonion - menton)
    triangles = face.triangles(of: Self.regions)
    let unit = chord.normalized
    let vertical = Vector3(0, -1, 0)
    down = (vertical - vertical.dot(unit) * unit).normalized
  }

  /// How far the border lies below the chord at a part of its length, in m; nil where there is no skin.
  func sag(at part: Double) -> Double? {
    let plane = CuttingPlane(through: menton + part * chord, normal: chord)
    return face.skin.lines(in: plane, of: triangles)
      .map { max(($0.0 - menton).dot(down), ($0.1 - menton).dot(down)) }.max()
  }

  /// The largest sag over a range of parts of the chord.
  ///
  /// - Parameter parts: of the length of the chord.
  /// - Returns: in m; nil where there is no skin.
  func largestSag(over parts: ClosedRange<Double>) -> Double? {
    let ends = [parts.lowerBound, parts.upperBound].compactMap { sag(at: $0) }
    // Between the ends the border is made of triangles, whose lowest points are vertices.
    let corners = triangles.flatMap { t in
      (0..<3).map { face.skin.positions[Int(face.skin.triangles[t][$0])] - menton }
    }
    let inside = corners.filter { parts.contains($0.dot(chord) / chord.dot(chord)) }
    return (ends + inside.map { $0.dot(down) }).max()
  }
}
