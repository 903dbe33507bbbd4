import Anatomy
import Assembly
import ReferenceElements
import Tensors

/// A thread or a suture as it lies in one face.
public struct LaidThread: Sendable {
  /// From the anchor, or from one end, to the other.
  public let points: [TensionedCable.Point]
  /// Of the pieces between them in the face as captured, in m.
  public let lengths: [Double]
  /// What each piece has of the tension of the thread; empty for a suture.
  let parts: [Double]
  /// In m; zero for a suture.
  let barbedLength: Double

  /// Pieces that do not pull.
  public var slack: [TensionedCable.Pull] { lengths.map { TensionedCable.Pull(length: $0) } }

  init(
    points: [TensionedCable.Point], in tissue: TissueMesh, parts: [Double] = [],
    barbedLength: Double = 0
  ) {
    (self.points, self.parts, self.barbedLength) = (points, parts, barbedLength)
    lengths = TensionedCable(points: points, pulls: points.dropFirst().map { _ in .init() })
      .lengths(at: tissue.mesh.positions)
  }
}

extension TissueMesh {
  /// A point under the skin that moves with the cell it lies in.
  ///
  /// - Parameters:
  ///   - triangle: of the skin.
  ///   - barycentrics: in it.
  ///   - layer: in which.
  ///   - depth: ζ in the cell, from −1 at its inner side to 1 at its outer one.
  /// - Returns: the nodes of the cell with their shares.
  func point(
    under triangle: Int, _ barycentrics: Vector3, in layer: TissueLayer, depth: Double
  ) -> TensionedCable.Point {
    guard let order = TissueLayer.allCases.firstIndex(of: layer) else {
      preconditionFailure("a layer that is none")
    }
    return TensionedCable.Point(
      nodes: Array(mesh.blocks[order].nodes(ofCell: triangle)),
      shapes: Wedge15.shapes(at: Vector3(barycentrics.y, barycentrics.z, depth)))
  }
}
