import Testing

@testable import Reports

@Suite struct PictureCaptionTests {
  private static let caption = PictureCaption(
    caseCode: "case-0123", mesh: "preview mesh", unknowns: 77505,
    corrections: ["supine": 3.2e-13, "prone": 8e-12], roundTrip: 2e-12)

  @Test func `says whose picture it is, how it was computed, how well, and what it is not`() {
    #expect(
      Self.caption.text(step: "supine")
        == "case-0123 · step supine · preview mesh, 77505 unknowns · converged to 3e-10 mm · "
        + "round trip 2e-09 mm · simulation, not a prediction")
  }

  @Test func `a code of the scenario's own is called a case`() {
    var named = Self.caption
    named.caseCode = "atlas"
    #expect(named.text().hasPrefix("case atlas · preview mesh, 77505 unknowns · "))
  }

  @Test func `a picture of all steps has the worst of their convergence`() {
    let text = Self.caption.text()
    #expect(text.contains("converged to 8e-09 mm") && !text.contains("step "))
  }
}
