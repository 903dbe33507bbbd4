import Anatomy
import Documents
import Foundation
import TestSupport
import Testing

@testable import Treatments

struct AgeingTests {
  private static let meshes = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "meshes")

  private func ageing(_ age: Double, sex: Sex? = .female) throws -> Ageing {
    Ageing(law: try AgeingLaw.read(in: Self.meshes), age: age, sex: sex)
  }

  @Test func `a term is linear in decades from 25, the dermis of men from 40`() throws {
    let woman = try ageing(25)
    #expect(woman.factor(of: .fatModulus, at: 25) == 1)
    #expect(woman.factor(of: .fatModulus, at: 20) == 1)
    #expect(abs(woman.factor(of: .fatModulus, at: 65) - (1 - 0.08 * 4)) < 1e-12)
    #expect(abs(woman.factor(of: .skinThickness, at: 65) - (1 - 0.06 * 4)) < 1e-12)
    let man = try ageing(25, sex: .male)
    #expect(man.factor(of: .skinThickness, at: 40) == 1)
    #expect(abs(man.factor(of: .skinThickness, at: 65) - (1 - 0.04 * 2.5)) < 1e-12)
    let nobody = try ageing(25, sex: nil)
    #expect(abs(nobody.factor(of: .skinThickness, at: 65) - (0.76 + 0.9) / 2) < 1e-12)
  }

  @Test(arguments: AgeingTerm.allCases)
  func `ageing in two steps is ageing in one`(_ term: AgeingTerm) throws {
    let (young, middle) = (try ageing(30), try ageing(50))
    let (first, second) = (young.ratio(of: term, to: 50), middle.ratio(of: term, to: 80))
    #expect(abs(first * second - young.ratio(of: term, to: 80)) < 1e-12)
    #expect(middle.ratio(of: term, to: 50) == 1)
  }

  @Test func `a term that does not count changes nothing`() throws {
    var person = try ageing(50)
    person.terms = [.bone]
    #expect(person.ratio(of: .fatModulus, to: 80) == 1)
    #expect(person.ratio(of: .bone, to: 80) != 1)
  }

  @Test func `sun and smoke age the skin by years, and nothing but the skin`() throws {
    let plain = try ageing(50)
    var exposed = plain
    exposed.exposures = [.heavySun, .heavySmoking]
    #expect(exposed.skinAge(at: 50) == 59)
    #expect(
      abs(
        exposed.factor(of: .skinModulus, at: 50) - plain.factor(of: .skinModulus, at: 59)) < 1e-12)
    #expect(exposed.factor(of: .fatModulus, at: 50) == plain.factor(of: .fatModulus, at: 50))
  }

  @Test func `from the menopause on skin ages half as fast again for five years`() throws {
    var person = try ageing(45)
    person.menopause = 50
    #expect(person.skinAge(at: 50) == 50)
    #expect(person.skinAge(at: 52) == 53)
    #expect(person.skinAge(at: 70) == 72.5)
  }

  @Test func `every factor stays positive to the end of the law`() throws {
    var person = try ageing(25)
    person.exposures = Set(SkinExposure.allCases)
    person.menopause = 50
    for term in AgeingTerm.allCases {
      #expect(person.factor(of: term, at: Ageing.range.upperBound) > 0)
    }
    for volume in person.law.fatVolumes.values.joined() {
      #expect(1 + volume.perDecade * person.change(of: .fatVolume, at: 110) > 0)
    }
  }

  @Test func `bone goes back on both sides alike, most at its place`() throws {
    let law = try AgeingLaw.read(in: Self.meshes)
    let rim = law.recessions[1]
    let point = rim.place.points[0]
    let left = rim.displacement(under: point, from: 40, to: 60)
    let right = rim.displacement(under: SIMD3(-point.x, point.y, point.z), from: 40, to: 60)
    #expect(left.x == -right.x && left.y == right.y && left.z == right.z)
    // 0.3 mm per decade, two decades.
    #expect(abs((left * left).sum().squareRoot() - 0.6e-3) < 1e-9)
    let maxilla = law.recessions[0]
    #expect(maxilla.displacement(under: maxilla.place.points[0], from: 25, to: 40) == .zero)
  }

  @Test func `a file with a term too few or a slope too steep is refused with the place`() throws {
    let file = Self.meshes.appending(path: AgeingLaw.file)
    let text = try String(contentsOf: file, encoding: .utf8)
    func complaint(_ text: String) -> String {
      do {
        _ = try AgeingLaw.read(parsing: Array(text.utf8), file: "ageing.json")
        return ""
      } catch { return "\(error)" }
    }
    #expect(complaint(text).isEmpty)
    #expect(
      complaint(text.replacing("\"gravity-creep\": {", with: "\"gravity-crepe\": {"))
        .contains("gravity-crepe"))
    #expect(
      complaint(text.replacing("\"per_decade\": -0.08", with: "\"per_decade\": -0.8"))
        .contains("per_decade"))
  }
}
