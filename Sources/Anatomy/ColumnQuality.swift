import Meshes
import ReferenceElements
import Tensors

/// The scaled Jacobian of a cell whose upright edges are straight, as a function of its controls.
///
/// Controls are the six nodes below and the six above, in the order of `Triangle6`; the nodes in the
/// middle of the upright edges follow their ends.
enum ColumnQuality {
  /// Controls of a cell.
  static let controls = 12

  /// ∂N/∂ξ of the controls at the places where quality is looked at, `[place · 12 + control]`.
  static let gradients: [Vector3] = {
    let cell = CellBlock(region: "", shape: .wedge15, nodes: [])
    return cell.qualityPlaces.flatMap { dN -> [Vector3] in
      let below = (0..<3).map { dN[$0] + dN[12 + $0] / 2 }
      let above = (0..<3).map { dN[3 + $0] + dN[12 + $0] / 2 }
      return below + Array(dN[6..<9]) + above + Array(dN[9..<12])
    }
  }()
  static let places = gradients.count / controls

  /// Of an undistorted wedge: det ∂X/∂ξ over the lengths of its columns.
  static let ideal = 3.0.squareRoot() / 2

  /// The smallest scaled Jacobian of a cell.
  static func scaledJacobian(of X: [Vector3]) -> Double {
    (0..<places).reduce(.infinity) { min($0, frame(of: X, at: $1).scaledJacobian) }
  }

  /// The columns of ∂X/∂ξ.
  struct Frame {
    var (a, b, c) = (Vector3.zero, Vector3.zero, Vector3.zero)

    private var product: Double {
      (a.dot(a) * b.dot(b) * c.dot(c)).squareRoot() * ColumnQuality.ideal
    }

    /// q = (a × b)·c / (|a| |b| |c| √3/2).
    var scaledJacobian: Double { product > 0 ? a.cross(b).dot(c) / product : 0 }

    /// ∂q/∂a = (b × c) / (|a| |b| |c| √3/2) − q a/|a|², and so on.
    var derivatives: (Vector3, Vector3, Vector3) {
      guard product > 0 else { return (.zero, .zero, .zero) }
      let q = scaledJacobian
      return (
        b.cross(c) / product - q / a.dot(a) * a, c.cross(a) / product - q / b.dot(b) * b,
        a.cross(b) / product - q / c.dot(c) * c
      )
    }
  }

  @inline(__always)
  static func frame(of X: [Vector3], at place: Int) -> Frame {
    var frame = Frame()
    for i in 0..<controls {
      let g = gradients[place * controls + i]
      frame.a += g.x * X[i]
      frame.b += g.y * X[i]
      frame.c += g.z * X[i]
    }
    return frame
  }
}
