import Documents
import TestSupport
import Testing

@testable import Measures

@Suite struct NormTests {
  static let sample = """
    {"about": "x", "samples": [{"name": "a", "count": 30, "population": "adults", "ages_years": [20, 40],
      "source": "s", "confidence": "high", "note": "n"}], "norms": [
      {"measure": "mouth-width", "sample": "a", "sex": "female", "mean_mm": 52, "sd_mm": 4}]}
    """

  static func read(_ text: String) throws -> [Norm] {
    try Norm.read(parsing: Array(text.utf8), file: "norms.json")
  }

  @Test func `reads a norm with its sample, in SI units`() throws {
    let norm = try #require(try Self.read(Self.sample).first)
    #expect(abs(norm.mean - 52e-3) < 1e-15 && abs(norm.standardDeviation - 4e-3) < 1e-15)
    #expect(norm.sample.count == 30 && norm.sample.agesInYears == 20...40 && norm.sex == .female)
    #expect(abs(norm.score(of: 46e-3) + 1.5) < 1e-12)
  }

  @Test func `serves those whose sex and age are in the sample or not known`() throws {
    let norm = try #require(try Self.read(Self.sample).first)
    #expect(norm.fits(sex: nil, age: nil) && norm.fits(sex: .female, age: 20))
    #expect(!norm.fits(sex: .male, age: 30) && !norm.fits(sex: .female, age: 41))
  }

  @Test func `says which measure or sample it does not know`() {
    func complaint(_ old: String, _ new: String) -> String {
      do {
        _ = try Self.read(Self.sample.replacing(old, with: new))
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      complaint("\"mouth-width\"", "\"month-width\"")
        == #"norms.json:3:15: norms[0].measure: "month-width" is not the name of a measure in mm"#)
    #expect(
      complaint("\"sample\": \"a\"", "\"sample\": \"b\"")
        == #"norms.json:3:40: norms[0].sample: "b" is not the name of a sample in this file"#)
    #expect(
      complaint("[20, 40]", "[40, 20]")
        == "norms.json:1:93: samples[0].ages_years: the younger age comes first")
  }

  @Test func `the norms of the package are of measures, one for each sex`() throws {
    let norms = try Norm.read(in: SharedData.meshes)
    let names = Set(norms.map(\.measure))
    #expect(names.count == 7 && norms.count == 14)
    for name in names {
      #expect(Set(norms.filter { $0.measure == name }.map(\.sex)) == [.male, .female])
    }
  }
}

@Suite struct LaxityGradeTests {
  @Test(arguments: [
    (0.0, 0), (0.99e-3, 0), (1e-3, 1), (2.5e-3, 2), (3e-3, 3), (4.9e-3, 3), (9e-3, 4),
  ])
  func `counts the cut-offs that are reached`(difference: Double, grade: Int) {
    #expect(LaxityGrade.grade(of: difference) == grade)
  }
}

@Suite struct ProportionIndexTests {
  @Test func `is the root mean square of the scores`() throws {
    let index = try #require(ProportionIndex(scores: [3, -4, 0, 0]))
    #expect(index.value == 2.5 && index.count == 4)
    #expect(ProportionIndex(scores: []) == nil)
  }
}
