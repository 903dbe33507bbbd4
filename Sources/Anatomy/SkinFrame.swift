import Materials
import Tensors

/// The directions of a piece of skin: along its tension line, across it, and outwards.
public struct SkinFrame: Sendable {
  /// Unit vectors, right-handed.
  public let line: Vector3, cross: Vector3, normal: Vector3

  /// - Parameters:
  ///   - line: unit vector along the tension line, in the skin; its sign means nothing.
  ///   - normal: outward unit normal of the skin.
  public init(line: Vector3, normal: Vector3) {
    (self.line, self.normal) = (line, normal)
    cross = normal.cross(line)
  }

  /// The symmetric tensor with these principal values along the line, across it and along the normal.
  public func tensor(_ principal: Vector3) -> Matrix3 {
    Matrix3(outer: line, line) * principal.x + Matrix3(outer: cross, cross) * principal.y
      + Matrix3(outer: normal, normal) * principal.z
  }

  /// A material whose fibres are given in the frame (line, across, normal), with fibres in space.
  public func oriented(_ material: Material) -> Material {
    var oriented = material
    oriented.fibres = material.fibres.map { $0.x * line + $0.y * cross + $0.z * normal }
    return oriented
  }
}
