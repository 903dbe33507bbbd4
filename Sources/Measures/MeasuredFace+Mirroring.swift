import Anatomy
import Meshes
import Tensors

extension MeasuredFace {
  /// The mirror image in the midsagittal plane: left is right.
  ///
  /// Signs change and nothing is rounded, so that a measure of the right side is exactly that of the left side
  /// of the mirror image.
  public var mirrored: MeasuredFace {
    var face = self
    (face.captured, face.skin) = (captured.mirrored, skin.mirrored)
    face.capturedLandmarks = Self.mirrored(capturedLandmarks)
    face.landmarks = Self.mirrored(landmarks)
    for t in zoneOfTriangle.indices {
      face.zoneOfTriangle[t].side = zoneOfTriangle[t].side.map { $0 == .left ? .right : .left }
    }
    return face
  }

  private static func mirrored(_ landmarks: [String: Vector3]) -> [String: Vector3] {
    var mirrored: [String: Vector3] = [:]
    for (name, point) in landmarks {
      let stem = String(name.dropLast(2))
      let partner =
        name.hasSuffix("_l") ? stem + "_r" : name.hasSuffix("_r") ? stem + "_l" : name
      mirrored[partner] = Vector3(-point.x, point.y, point.z)
    }
    return mirrored
  }
}

extension TriangleSurface {
  fileprivate var mirrored: TriangleSurface {
    TriangleSurface(
      positions: positions.map { Vector3(-$0.x, $0.y, $0.z) },
      triangles: triangles.map { SIMD3($0.x, $0.z, $0.y) })
  }
}
