import Foundation
import TestSupport
import Testing

@testable import Anatomy

@Suite struct ZoneSelectionTests {
  @Test func `names are those of the atlas, no more and no fewer`() throws {
    let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let named = Set(
      Zone.regions.flatMap { region in
        region.isPaired ? ["\(region.name).left", "\(region.name).right"] : [region.name]
      })
    #expect(named == Set(atlas.zones.map(\.name)))
    for zone in atlas.zones { #expect(ZoneSelection(name: zone.name)?.contains(zone) ?? false) }
  }

  @Test func `a bare name means both sides, a side only one`() throws {
    let (left, right) = (Zone(region: "malar", side: .left), Zone(region: "malar", side: .right))
    let both = try #require(ZoneSelection(name: "malar"))
    let one = try #require(ZoneSelection(name: "malar.left"))
    #expect(both.contains(left) && both.contains(right))
    #expect(one.contains(left) && !one.contains(right))
    #expect(ZoneSelection(name: "chin.left") == nil && ZoneSelection(name: "cheeck") == nil)
  }

  @Test func `groups do not overlap, and the face is all of it`() {
    let parts = ZoneGroup.allCases.filter { $0 != .face }.flatMap(\.regions)
    #expect(Set(parts).count == parts.count)
    #expect(Set(ZoneGroup.face.regions).subtracting(parts) == ["submental", "neck"])
  }

  @Test func `a narrower selection goes before a wider one`() throws {
    let names = ["face", "midface", "malar", "malar.left"]
    var entries: [ZoneSelection: String] = [:]
    for name in names {
      entries[try #require(ZoneSelection(name: name))] = name
      #expect(entries.narrowest(for: Zone(region: "malar", side: .left))?.value == name)
    }
    #expect(entries.narrowest(for: Zone(region: "malar", side: .right))?.value == "malar")
    #expect(entries.narrowest(for: Zone(region: "neck"))?.value == "face")
  }
}
