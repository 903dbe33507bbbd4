import Tensors
import Testing

@testable import TurgorCommands

@Suite struct MarkedLandmarksTests {
  @Test func `reads points marked by hand`() throws {
    let marked = try MarkedLandmarks.parse(["pronasale=1.5,-8,105", "gonion_l=4e1,0,-.5"])
    #expect(marked == ["pronasale": Vector3(1.5, -8, 105), "gonion_l": Vector3(40, 0, -0.5)])
    #expect(try MarkedLandmarks.parse([]).isEmpty)
  }

  @Test(arguments: [
    "pronasale", "pronasale=", "pronasale=1,2", "pronasale=1,2,3,4", "pronasale=1,,3",
    "pronasale=1,2,nan", "pronasale=1,2,inf", "pronasale=1,2,1e999", "pronasale=1;2;3", "=1,2,3,",
    "pronasale=1,2,3mm", "pronasale=1,2,3=4",
  ])
  func `refuses what is not a name and three numbers`(text: String) {
    #expect(throws: UsageError(message: "--landmark: \"\(text)\" is not NAME=X,Y,Z")) {
      try MarkedLandmarks.parse([text])
    }
  }

  @Test func `names what was perhaps meant, and what is given twice`() {
    #expect {
      try MarkedLandmarks.parse(["pronasal=1,2,3"])
    } throws: {
      let message = ($0 as? UsageError)?.message ?? ""
      return message.hasPrefix("--landmark: \"pronasal\" is not one of trichion, ")
        && message.hasSuffix("; did you mean \"pronasale\"?")
    }
    #expect(throws: UsageError(message: "--landmark: nasion is given twice")) {
      try MarkedLandmarks.parse(["nasion=1,2,3", "nasion=1,2,3"])
    }
  }
}
