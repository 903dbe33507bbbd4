import Foundation
import Meshes
import Tensors

@testable import Scans

/// Rotations spread evenly over all orientations, the same in every run.
///
/// - Source: Shoemake, *Uniform random rotations*, Graphics Gems III (1992) 124; numbers from Knuth's
///   linear congruential generator.
struct RandomRotations {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }

  mutating func next() -> Matrix3 {
    let (u, v, w) = (uniform(), 2 * Double.pi * uniform(), 2 * Double.pi * uniform())
    let (a, b) = ((1 - u).squareRoot(), u.squareRoot())
    let axis = Vector3(a * sin(v), a * cos(v), b * sin(w))
    return Matrix3(rotationBy: 2 * atan2(axis.length, b * cos(w)), about: axis)
  }
}

extension TriangleSurface {
  /// Turned by `rotation` and carried some 1.2 m away.
  func turned(by rotation: Matrix3) -> TriangleSurface {
    var surface = self
    surface.positions = positions.map { rotation * $0 + RandomPlace.shift }
    return surface
  }
}

extension TriangleSurface {
  /// The mirror image in the plane x = 0, oriented outward.
  var mirrored: TriangleSurface {
    var surface = self
    surface.positions = positions.map { Vector3(-$0.x, $0.y, $0.z) }
    surface.triangles = triangles.map { SIMD3($0.x, $0.z, $0.y) }
    return surface
  }
}

extension LandmarkName {
  /// The name of the landmark on the other side; those of the midline are their own partners.
  static func partner(of name: String) -> String {
    name.hasSuffix("_l")
      ? name.dropLast(2) + "_r" : name.hasSuffix("_r") ? name.dropLast(2) + "_l" : name
  }
}

enum RandomPlace {
  static let shift = Vector3(0.1, -0.3, 1.2)
}

/// The angle between a pose and the truth, in degrees.
func degrees(_ pose: Similarity, from truth: Matrix3) -> Double {
  (pose.rotation * truth.transpose).angle * 180 / .pi
}

extension MadeUpFace {
  /// The made-up face with a part of its warp, turned, made larger and moved all the way.
  static func warped(by part: Double) -> TriangleSurface {
    let place = Similarity(
      scale: 1.08, rotation: Matrix3(rotationBy: 0.4, about: Vector3(0.2, 1, 0.1)),
      translation: Vector3(0.02, -0.3, 0.1))
    var result = warped
    for (i, p) in surface.positions.enumerated() {
      result.positions[i] = (1 - part) * place(p) + part * warped.positions[i]
    }
    return result
  }
}
