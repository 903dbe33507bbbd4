import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct ScanSightTests {
  /// What is seen from above a place of a cap of a sphere, `gap` outside it.
  private func finding(_ scan: RepairedScan, at direction: Vector3, gap: Double = 0)
    -> ScanSight.Finding
  {
    let n = direction.normalized
    return ScanSight(scan).findings(
      at: [(SphereCap.radius + gap) * n], normals: [n])[0]
  }

  private func cap(hole: Double, limit: Double = 50e-3) throws -> RepairedScan {
    let raw = SphereCap.surface { Double.angle(between: $0, Vector3(0, 0, 1)) > hole }
    var limits = RepairLimits()
    limits.largestHole = limit
    return try ScanRepair.repair(raw, unit: .metres, limits: limits)
  }

  @Test func `tells skin from filled and open holes, and from what lies beyond`() throws {
    let (top, side) = (Vector3(0, 0, 1), Vector3(1, 0, 0.5))
    let filled = try cap(hole: 0.15)
    #expect(finding(filled, at: top) == .filled)
    guard case .seen(let distance) = finding(filled, at: side, gap: 1e-3) else {
      Issue.record("the side was not seen")
      return
    }
    // The chord of an edge of 2.5 mm lies 8 µm below the sphere.
    #expect(abs(distance - 1e-3) < 10e-6)
    #expect(finding(filled, at: side, gap: 3e-3) == .nothing)
    #expect(finding(filled, at: Vector3(1, 0, -0.5)) == .nothing)
    #expect(finding(try cap(hole: 0.15, limit: 10e-3), at: top) == .nothing)
  }

  @Test func `does not take the reverse of a surface for skin`() throws {
    let n = Vector3(1, 0, 0.5).normalized
    let found = ScanSight(try cap(hole: 0.15)).findings(at: [SphereCap.radius * n], normals: [-n])
    #expect(found == [.nothing])
  }
}
