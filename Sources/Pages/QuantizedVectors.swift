import Foundation
import Tensors

/// Vectors as whole numbers of 16 bits, for a page: v ≈ centre + step q with q from −32767 to 32767.
///
/// The error of each component is at most half a step.
struct QuantizedVectors: Encodable, Equatable {
  var centre: [Double]
  var step: Double
  /// x, y, z of one vector after the other, the low byte first, in base64.
  var data: String

  /// - Parameters:
  ///   - vectors: finite.
  ///   - centre: what becomes zero without error.
  init(_ vectors: [Vector3], around centre: Vector3 = .zero) {
    let offsets = vectors.map { $0 - centre }
    let largest = offsets.reduce(0.0) { max($0, abs($1.x), abs($1.y), abs($1.z)) }
    let step = largest > 0 ? largest / 32767 : 1
    var bytes = Data(capacity: 6 * vectors.count)
    for v in offsets {
      for axis in 0..<3 {
        let q = UInt16(bitPattern: Int16((v[axis] / step).rounded()))
        bytes.append(contentsOf: [UInt8(truncatingIfNeeded: q), UInt8(q >> 8)])
      }
    }
    (self.centre, self.step) = ([centre.x, centre.y, centre.z], step)
    data = bytes.base64EncodedString()
  }
}
