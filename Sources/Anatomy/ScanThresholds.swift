import Scans

/// What a scan must have to be used, in one place; lengths in m, angles in rad.
public enum ScanThresholds {
  // MARK: - Zones

  /// A zone of less coverage is missing: most of it would be guessed.
  public static let leastCoverage = 0.5
  /// A zone of less coverage is not good.
  ///
  /// A tenth of a cheek (20 cm²) guessed adds 0.09 mm to its standard deviation, as much as the noise
  /// of a good scanner; scans also end within the outer zones.
  public static let goodCoverage = 0.9
  /// Longer edges do not resolve lips (10 mm high) and lids; as for the whole scan.
  public static let goodEdge = 5e-3
  /// More scatter hides what is looked for: from upright to supine the forehead moves by 0.4 mm.
  public static let goodNoise = 0.3e-3
  /// The atlas lies on a clean scan within 0.05 mm at 95 % of its vertices; 2 mm off it follows another
  /// shape than the skin.
  public static let goodResidual95 = 2e-3
  /// Error of a guessed patch per its width √A, dimensionless.
  ///
  /// 0.5 mm over the 22 mm of a hole in a cheek, at the worst vertex. That it holds for larger patches
  /// is an assumption.
  public static let guessSlope = 0.02
  /// Radius in m over which cheek and chin bend: an edge e cuts e²/8R off.
  public static let bendRadius = 30e-3

  // MARK: - The whole face

  /// Mean and standard deviation of the rms distance between a face and its mirror image: 0.6253 mm
  /// and 0.16 mm in 350 adults.
  ///
  /// - Source: Cleft Palate–Craniofacial Journal (2014), doi:10.1597/13-353, abstract.
  public static let asymmetry = Norm(mean: 0.6253e-3, deviation: 0.16e-3)
  /// From the upper to the lower border of the vermilion over the line between closed lips.
  public static let vermilionHeight = Norm(mean: 22.16e-3, deviation: 2.35e-3)
  /// From one corner of the mouth to the other.
  public static let mouthWidth = Norm(mean: 48.19e-3, deviation: 2.86e-3)
  /// Height of the corners of the mouth over its middle.
  ///
  /// The deviation is assumed: 2 mm, what a landmark found by shape may err, is half of what is allowed.
  public static let cornerHeight = Norm(mean: -1.48e-3, deviation: 1.33e-3)
  /// Height of the brows over the outer corners of the eyes.
  public static let browHeight = Norm(mean: 21.80e-3, deviation: 2.42e-3)
  /// Deviations from a norm that raise a suspicion: one healthy face in 370 is suspected of it.
  public static let suspiciousDeviations = 3.0
  /// A hole of this extent between the lips is an open mouth; the lips are 45 mm wide.
  public static let lipHole = 15e-3
  /// A hole whose middle is nearer than this to that of the mouth lies between the lips.
  public static let lipReach = 12e-3
  /// A head leaning more has a sixth of its weight pulling sideways: sin 10° = 0.17.
  public static let leaning = 10 * Double.pi / 180
  /// A landmark of less confidence is worth checking by eye.
  public static let weakConfidence = 0.3
  /// Lines of the report farther than this from the registered atlas are outside the face.
  public static let faceReach = 10e-3

  /// Part of the atlas that must have scan under it for the surface to be a face at all.
  public static let leastFace = 0.25
  /// An atlas that has to bend by more (rms) lies on something else.
  ///
  /// It bends by 2.4 to 3.3 mm onto the four synthetic subjects, by 16 mm onto a ball.
  public static let mostBend = 9e-3

  /// What is usual; a length in m on a face of the size of the atlas.
  ///
  /// - Source: where no other is named, 16 synthetic adults, the sample that the atlas was set to
  ///   (`meshes/README.md`); the deviation of a sum or difference of two lengths is the root of the sum of squares,
  ///   too wide where they go together.
  public struct Norm: Sendable, Equatable {
    public var mean: Double
    public var deviation: Double

    /// What raises no suspicion.
    public var usual: ClosedRange<Double> {
      let width = suspiciousDeviations * deviation
      return (mean - width)...(mean + width)
    }
  }

  /// The regions without which a result says nothing about the face.
  ///
  /// Forehead, temples, lids, ears, jaw line and neck move little or lie at the rim: they only widen the
  /// error bars there.
  public static let essentialRegions: Set<String> = [
    "nose", "perioral", "chin", "cheek", "malar", "nasolabial-fold", "marionette", "jowl",
  ]
}
