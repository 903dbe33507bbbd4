import Meshes
import Tensors
import Testing

@testable import Scans

@Suite struct ScanTests {
  @Test(arguments: [
    (LengthUnit.millimetres, 0.2), (.centimetres, 2.0), (.metres, 200.0), (.inches, 5.08),
  ])
  func `brings every unit to metres`(unit: LengthUnit, length: Double) {
    let surface = TriangleSurface(positions: [Vector3(200, 0, -200)])
    let scaled = Scan.inMetres(surface, from: unit)
    #expect((scaled.positions[0] - Vector3(length, 0, -length)).length < 1e-13)
  }
}
