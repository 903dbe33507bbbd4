import Testing

@testable import Comparisons

@Suite struct SharedErrorsTests {
  private let key = ["zones", "supine", "chin", "lift_mean_mm"]

  private func table(_ figures: [String], _ changes: [Double]) throws -> ResultTable {
    let head = (["table", "step", "row", "quantity"] + figures).joined(separator: ",")
    let row = (key + changes.map { "\($0)" }).joined(separator: ",")
    return try ResultTable(parsing: head + "\n" + row + "\n", name: "sensitivities.csv")
  }

  private func bar(_ a: ResultTable, _ b: ResultTable, _ bars: (Double, Double), mesh: Bool = true)
    throws -> Double
  {
    let shared = try #require(try SharedErrors(a, b, hasOneMesh: mesh))
    return try #require(try shared.bar(of: key, bars: bars))
  }

  /// 1.96 standard deviations of 0.3 and 0.4 together are 1.96 · 0.5.
  private let z = 1.959964

  @Test func `a figure that acts alike in both runs leaves their difference certain`() throws {
    let a = try table(["skin-modulus"], [0.3])
    #expect(try bar(a, a, (0.3 * z, 0.3 * z)) < 1e-6)
    let opposite = try table(["skin-modulus"], [-0.3])
    #expect(abs(try bar(a, opposite, (0.3 * z, 0.3 * z)) - 0.6 * z) < 1e-9)
  }

  @Test func `figures of one run only, and what has no sign, add as squares`() throws {
    let (a, b) = (try table(["x"], [0.3]), try table(["y"], [0.4]))
    #expect(abs(try bar(a, b, (0.3 * z, 0.4 * z)) - 0.5 * z) < 1e-9)
    let (c, d) = (try table(["x"], [0]), try table(["x"], [0]))
    #expect(abs(try bar(c, d, (0.3 * z, 0.4 * z)) - 0.5 * z) < 1e-9)
  }

  @Test func `errors of the mesh are shared on one mesh alone`() throws {
    let a = try table(["mesh"], [0.3])
    #expect(try bar(a, a, (0.3 * z, 0.3 * z)) < 1e-6)
    let other = try bar(a, a, (0.3 * z, 0.3 * z), mesh: false)
    #expect(abs(other - 0.3 * z * 2.0.squareRoot()) < 1e-9)
  }
}
