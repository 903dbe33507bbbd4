import Testing

@testable import Comparisons

@Suite struct StillZonesTests {
  private func zone(_ displacement: Double, area: Double = 1) -> ZonePrediction {
    ZonePrediction(displacement: displacement, normal: 0, normalBar: nil, area: area)
  }

  @Test func `takes what moves least, both sides of it, and nothing that muscles move`() {
    let still = StillZones([
      "face": zone(5, area: 9), "forehead": zone(1, area: 2), "temple.left": zone(0),
      "temple.right": zone(3), "cheek.left": zone(4), "cheek.right": zone(4), "chin": zone(0),
      "nose": zone(2),
    ])
    // Candidates have an area of 7: forehead 2, nose 1, and the temples as what moves more of them.
    #expect(still.names == ["forehead", "nose", "temple.left", "temple.right"])
    #expect(still.farthest == 3)
    // 5 of 8, the chin among them.
    #expect(still.part == 0.625)
  }
}
