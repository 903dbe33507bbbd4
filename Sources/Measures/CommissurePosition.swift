import Tensors

extension Measure {
  /// How high the corner of the mouth lies.
  static let commissureHeight = Measure(
    "commissure-height", .millimetres, isPaired: true,
    definition: "height of the cheilion above the Frankfurt plane; negative, for it lies below; it "
      + "rises when the corner of the mouth does"
  ) { $0.landmarks["cheilion_l"]?.y }

  /// Whether the corner of the mouth hangs.
  static let commissureAngle = Measure(
    "commissure-angle", .degrees, isPaired: true,
    definition:
      "angle of the line from stomion to cheilion with the horizontal, seen from the front; "
      + "negative where the corner of the mouth lies lower"
  ) { face in
    guard let corner = face.landmarks["cheilion_l"], let middle = face.landmarks["stomion"]
    else { return nil }
    return Double.angle(sine: corner.y - middle.y, cosine: corner.x - middle.x)
  }
}
