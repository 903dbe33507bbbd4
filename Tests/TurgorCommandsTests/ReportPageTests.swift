import Foundation
import Rendering
import TestSupport
import Testing

@testable import TurgorCommands

/// A run with its page.
private func run(title: String = "Lying down", in scratch: Scratch) throws -> URL {
  let scenario = try scratch.write(
    """
    {
      "schema": "turgor.scenario/1", "title": "\(title)", "resolution": { "edge_mm": 30 },
      "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" } ],
      "outputs": { "views": ["front"] }
    }
    """, to: "lying.json")
  let result = turgor("run", scenario, "-o", scratch.path + "/out", "-q")
  #expect(result.code == .done, "\(result.error)")
  return URL(filePath: scratch.path + "/out/report.html")
}

@Suite(.serialized) struct ReportPageTests {
  @Test func `a page needs nothing but itself, and text of the input stays text`() throws {
    let scratch = try Scratch()
    let file = try run(title: "<script>alert(1)</script> & more", in: scratch)
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(page.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</h1>"))
    #expect(!page.contains("alert(1)</script>"))
    let scripts = page.components(separatedBy: "<script").count - 1
    #expect(scripts == 2, "the script of the page, and its data")
    let sources = page.matches(of: /(?:src|href|action)="([^"]{0,11})/).map { String($0.1) }
    for source in sources { #expect(source.hasPrefix("#") || source == "data:image/", "\(source)") }
    // Neither handlers nor styles in attributes, which the policy would not let act.
    #expect(page.firstMatch(of: /<[a-z][^<>]* (on[a-z]+|style)=/) == nil)
    #expect(page.contains("<html lang=\"en\">"))
    let headings = page.matches(of: /<h([1-6])/).compactMap { Int($0.1) }
    #expect(headings.first == 1 && headings.count { $0 == 1 } == 1)
    for (upper, lower) in zip(headings, headings.dropFirst()) { #expect(lower <= upper + 1) }
    let pictures = page.matches(of: /<img [^>]*alt="([^"]*)"/).map { String($0.1) }
    #expect(pictures.count == 2 && page.components(separatedBy: "<img").count == 3)
    #expect(
      pictures.contains { $0.contains("supine") && $0.contains("±") && $0.contains("\u{A0}mm") })
  }

  private static let isLong = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil

  /// A browser that does not start within half a minute on a busy machine says nothing of the page.
  @Test(
    .enabled(
      if: HeadlessBrowser.program != nil && isLong,
      "scripts/setup --browser installs Chromium; TURGOR_LONG_TESTS=1"))
  func `a page works by keyboard and mouse, and the console stays empty`() throws {
    let scratch = try Scratch()
    let file = try run(in: scratch)
    let browser = try HeadlessBrowser()
    try browser.open(file)
    #expect(try browser.evaluate("document.querySelector('.unscripted').hidden") as? Bool == true)
    #expect(
      try browser.evaluate("[...document.images].every((image) => image.naturalWidth === 600)")
        as? Bool == true)
    try slide(browser)
    // On so coarse a mesh small zones have no triangle of their own.
    let zones = try String(contentsOfFile: scratch.path + "/out/zones.csv", encoding: .utf8)
    try sort(browser, rows: zones.split(separator: "\n").count { $0.hasPrefix("supine,") })
    try turn(browser)
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  /// Three presses of two per cent from the middle.
  private func slide(_ browser: HeadlessBrowser) throws {
    try browser.evaluate("document.querySelector('[role=slider]').focus()")
    for _ in 0..<3 { try browser.press("ArrowRight") }
    let now = try browser.evaluate(
      "document.querySelector('[role=slider]').getAttribute('aria-valuenow')")
    #expect(now as? String == "56")
    let clip = try browser.evaluate(
      "getComputedStyle(document.querySelector('.after.chosen')).clipPath")
    #expect(clip as? String == "inset(0px 0px 0px 56%)")
    try browser.press("End")
    let end = try browser.evaluate(
      "document.querySelector('[role=slider]').getAttribute('aria-valuetext')")
    #expect(end as? String == "100 % as captured")
  }

  /// Enter on a heading of numbers brings the largest to the top.
  private func sort(_ browser: HeadlessBrowser, rows: Int) throws {
    try browser.evaluate("document.querySelectorAll('#zones thead button')[1].focus()")
    try browser.press("Enter")
    let values = try browser.evaluate(
      "[...document.querySelectorAll('#zones tbody tr')].map((row) => Number(row.cells[1].dataset.value))"
    )
    let numbers = try #require(values as? [Double])
    #expect(numbers.count == rows)
    #expect(numbers == numbers.sorted(by: >))
  }

  /// The view shows a face, another when it is turned, and says what it is pointed at.
  private func turn(_ browser: HeadlessBrowser) throws {
    try browser.evaluate("document.getElementById('canvas').scrollIntoView({behavior: 'instant'})")
    let front = try picture(browser)
    #expect(distinctColours(front) > 100)
    try browser.evaluate("document.getElementById('canvas').focus()")
    for _ in 0..<6 { try browser.press("ArrowRight") }
    #expect(try picture(browser) != front)
    try browser.press("Home")
    try browser.evaluate(
      "field.value = 'lift'; field.dispatchEvent(new Event('change'))")
    let title = try browser.evaluate("document.getElementById('scale-title').textContent")
    #expect((title as? String)?.hasPrefix("Lift") == true)
    #expect(try picture(browser) != front)
    let middle = try browser.evaluate(
      "(() => { const r = canvas.getBoundingClientRect(); return [r.left + r.width / 2, r.top + 0.6 * r.height]; })()"
    )
    let place = try #require(middle as? [Double])
    try browser.moveMouse(x: place[0], y: place[1])
    try browser.wait(for: "report.textContent.includes('±')")
    try browser.evaluate("morph.focus()")
    try browser.press("Home")
    try browser.wait(for: "state.textContent === 'as captured, upright'")
  }

  private func picture(_ browser: HeadlessBrowser) throws -> Picture {
    try Picture(png: try browser.screenshot())
  }

  private func distinctColours(_ picture: Picture) -> Int {
    let bytes = picture.encodedBytes
    return Set(
      stride(from: 0, to: bytes.count, by: 3).map {
        SIMD3(bytes[$0], bytes[$0 + 1], bytes[$0 + 2])
      }
    ).count
  }
}
