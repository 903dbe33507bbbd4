/// How far a zone gives when gravity turns, as a grade from 0 to 4.
///
/// The grade counts the cut-offs that the difference between upright and supine reaches: 1, 2, 3 and 5 mm. They are
/// proposals made for this program. No study has tied them to what a clinician would grade: the confidence is low.
public enum LaxityGrade {
  /// In m.
  public static let cutOffs = [1e-3, 2e-3, 3e-3, 5e-3]

  public static let definition =
    "mean over the zone of the distance between its points upright and supine; the grade, 0 to 4, counts the cut-offs it "
    + "reaches"

  public static let caveat =
    "the cut-offs are proposals, not clinical grades; confidence low"

  /// The grade of a difference between upright and supine.
  ///
  /// - Parameter difference: in m.
  /// - Returns: from 0 to 4.
  public static func grade(of difference: Double) -> Int {
    cutOffs.count { difference >= $0 }
  }
}
