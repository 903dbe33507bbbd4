import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct TurntableTests {
  /// A box of 120 × 160 × 60 mm without a back, a corner of it nearest to the left.
  private static let head = TriangleSurface(
    positions: FaceRendererTests.sphere(levels: 3).positions.map { $0 * Vector3(0.75, 1, 0.6) },
    triangles: FaceRendererTests.sphere(levels: 3).triangles)

  /// Pictures have single precision.
  private static func isEmpty(_ color: LinearColor) -> Bool {
    (color - FaceRenderer.background).length < 1e-6
  }

  @Test func `turns from the front to both profiles and back`() {
    let table = Turntable(Self.head, frameCount: 8)
    let angles = (0..<8).map { table.angle(ofFrame: $0) * 180 / .pi }
    for (angle, wanted) in zip(angles, [0, 63.64, 90, 63.64, 0, -63.64, -90, -63.64]) {
      #expect(abs(angle - wanted) < 0.01)
    }
  }

  @Test func `the left frame shows what stands to the left`() {
    // A nose to the front: seen from the left of the head it points to the left of the picture.
    var nosed = Self.head
    nosed.positions = nosed.positions.map { $0.z > 0.045 ? $0 + Vector3(0, 0, 0.03) : $0 }
    let table = Turntable(nosed, frameCount: 4)
    let left = table.frame(1, width: 90, material: .plaster, threads: 1)
    let covered = (0..<90).filter { !Self.isEmpty(left[$0, 60]) }
    let (first, last) = (covered.first ?? 0, covered.last ?? 0)
    #expect(first > 0 && last < 89, "all of it is in the picture")
    let upper = (0..<90).filter { !Self.isEmpty(left[$0, 30]) }
    #expect((upper.first ?? 0) - first > last - (upper.last ?? 0), "the nose is at the left")
  }

  /// The margin of 2.5 % is three of 120 rows, the filter of a pixel reaches one and a half.
  @Test func `no frame cuts the face off`() {
    let table = Turntable(Self.head, frameCount: 6)
    for number in 0..<6 {
      let frame = table.frame(number, width: 90, material: .plaster, threads: 1)
      let rim =
        (0..<90).flatMap { [frame[$0, 0], frame[$0, 119]] }
        + (0..<120).flatMap { [frame[0, $0], frame[89, $0]] }
      let isEmpty = rim.allSatisfy(Self.isEmpty)
      #expect(isEmpty, "frame \(number)")
    }
  }
}
