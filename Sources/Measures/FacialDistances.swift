import Tensors

extension Measure {
  /// Straight distances between landmarks that published norms speak of.
  static let facialDistances: [Measure] = [
    distance("midface-height", "glabella", "subnasale"),
    distance("upper-lip-height", "subnasale", "stomion"),
    distance("intercanthal-width", "endocanthion_l", "endocanthion_r"),
    distance("biocular-width", "exocanthion_l", "exocanthion_r"),
    distance("nasal-width", "alare_l", "alare_r"),
    distance("mouth-width", "cheilion_l", "cheilion_r"),
    distance("bizygomatic-width", "zygion_l", "zygion_r"),
    distance("bigonial-width", "gonion_l", "gonion_r"),
  ]

  private static func distance(_ name: String, _ a: String, _ b: String) -> Measure {
    Measure(
      name, .millimetres, isPaired: false,
      definition: "straight distance between the points \(a) and \(b) of the skin"
    ) { face in
      guard let p = face.landmarks[a], let q = face.landmarks[b] else { return nil }
      return (p - q).length
    }
  }
}
