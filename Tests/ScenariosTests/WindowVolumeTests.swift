import Anatomy
import Foundation
import Scenarios
import Tensors
import TestSupport
import Testing

@Suite struct WindowVolumeTests {
  private let prepared: PreparedFace

  init() throws {
    let scenario = Scenario(title: "volume", resolution: .preview, steps: [], views: [])
    var clock = StageClock()
    prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
  }

  private func gain(_ u: Vector3, _ zone: String) -> Double {
    let field = [Vector3](repeating: u, count: prepared.face.solid.mesh.positions.count)
    return prepared.volumeGained(by: field, inWindow: zone)
  }

  /// ΔV = ∫ u·n dA but for terms of the second order: opposite shifts cancel all of the first.
  @Test func `a small shift gains its flux through the window`() throws {
    let shift = Vector3(0, 0, 0.1e-3)
    let field = [Vector3](repeating: shift, count: prepared.face.solid.mesh.positions.count)
    let zone = try #require(
      prepared.statistics(
        of: SkinMotion(to: field, rest: field.map { _ in .zero }), gravity: Vector3(0, -1, 0)
      ).first { $0.zone == "malar.left" })
    let flux = zone.normal * zone.area
    let (forth, back) = (gain(shift, "malar.left"), gain(-1 * shift, "malar.left"))
    // What is left is of the third order, and what the zone of the level differs from that of the master:
    // triangles of 6 mm against 2 mm, some per cent of its border.
    #expect(abs((forth - back) / 2 / flux - 1) < 0.05)
    #expect(abs(forth + back) < 0.02 * abs(forth))
  }

  @Test func `a skin that stays gains nothing, and one that is out of reach adds nothing`() {
    #expect(abs(gain(.zero, "malar.left")) < 1e-12)
    #expect(gain(Vector3(0, 0, 0.5), "malar.left") == 0)
  }
}
