import Provenance
import Scenarios

/// The results of a run as one page, `report.html`, that needs nothing else: no network, no other file.
///
/// The same results give the same bytes: there is no date and no time in it.
public struct RunPage {
  /// Its name among the results.
  public static let file = "report.html"
  static let disclaimer =
    "A simulation, not a prediction. Research software, not a medical device."

  private let result: ScenarioResult
  private let identity: RunIdentity
  private let portraits: [Portrait]
  private let assumptions: [String]
  private let warnings: [String]
  private let probes: [ProbeDrawings]
  private let curves: [CurveDrawing]

  /// - Parameters:
  ///   - result: of the run.
  ///   - identity: of the run.
  ///   - portraits: of the face as captured and of the steps that move it, in the same views.
  ///   - assumptions: what was taken for granted.
  ///   - warnings: what must be said with the results.
  ///   - probes: the drawings of each probe of the run.
  ///   - curves: that of each step that lasts for some seconds.
  public init(
    _ result: ScenarioResult, identity: RunIdentity, portraits: [Portrait],
    assumptions: [String], warnings: [String], probes: [ProbeDrawings] = [],
    curves: [CurveDrawing] = []
  ) {
    (self.result, self.identity, self.portraits) = (result, identity, portraits)
    (self.assumptions, self.warnings) = (assumptions, warnings)
    (self.probes, self.curves) = (probes, curves)
  }

  /// The page.
  ///
  /// - Throws: `PictureError` for a picture that cannot be encoded, `EncodingError` for a number that JSON cannot say.
  public func html() throws -> String {
    let sections: [PageSection] = [PageSection?]([
      SummarySection(result, warnings: warnings).section,
      try PortraitSection(result, portraits).section, try FaceSection(result).section,
      ZoneSection(result).section, MeasureSection(result).section,
      CurveSection(result, curves).section, TimeSection(result).section,
      RecoilSection(result, probes).section, LimitSection(result, assumptions: assumptions).section,
      CheckSection(result).section, OriginSection(result, identity).section,
    ]).compactMap(\.self)
    return page(sections).markup
  }

  private func page(_ sections: [PageSection]) -> HTML {
    WholePage(
      title: result.scenario.title, first: "summary",
      lead: [
        "<p class=\"case\">Case \(identity.caseCode). Captured \("\(result.rest.captured)").</p>",
        "<p class=\"disclaimer\">\(Self.disclaimer)</p>",
      ], sections: sections, closing: Self.disclaimer
    ).html
  }
}
