/// The names of landmarks as files spell them: 14 on the midline, 15 pairs with `_l` and `_r`.
///
/// `_l` is the subject's left. Definitions are those of anthropometry.
///
/// - Source: Farkas, *Anthropometry of the Head and Face*, 2nd ed. (1994).
public enum LandmarkName {
  public static let midline = [
    "trichion", "glabella", "nasion", "sellion", "pronasale", "subnasale", "labiale_superius",
    "stomion", "labiale_inferius", "sublabiale", "pogonion", "gnathion", "menton",
    "cervical_point",
  ]

  public static let paired = [
    "exocanthion", "endocanthion", "palpebrale_superius", "palpebrale_inferius", "orbitale",
    "superciliare", "frontotemporale", "alare", "alar_curvature", "subalare", "crista_philtri",
    "cheilion", "zygion", "gonion", "tragion",
  ]

  /// All 44 names.
  public static let all: [String] = midline + paired.flatMap { ["\($0)_l", "\($0)_r"] }

  /// Whether one of them is `name`.
  static func isKnown(_ name: String) -> Bool { known.contains(name) }

  private static let known = Set(all)
}
