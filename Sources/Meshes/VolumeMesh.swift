import ReferenceElements
import Tensors

/// Cells of one shape that share a region: a layer, a body, a material.
public struct CellBlock: Sendable {
  /// Name of the region, for example `superficial-fat`.
  public var region: String
  public var shape: CellShape
  /// Nodes of each cell, one cell after the other, in the order of the reference cell.
  public var nodes: [Int32]

  public init(region: String, shape: CellShape, nodes: [Int32]) {
    precondition(nodes.count % shape.nodeCount == 0)
    self.region = region
    self.shape = shape
    self.nodes = nodes
  }

  public var count: Int { nodes.count / shape.nodeCount }

  /// The nodes of one cell.
  public func nodes(ofCell cell: Int) -> ArraySlice<Int32> {
    nodes[cell * shape.nodeCount..<(cell + 1) * shape.nodeCount]
  }
}

/// A set of facets of one shape: a piece of the boundary that something acts on.
public struct FacetBlock: Sendable {
  public var name: String
  public var shape: CellShape
  /// Nodes of each facet, one facet after the other; counter-clockwise seen from outside.
  public var nodes: [Int32]

  public init(name: String, shape: CellShape, nodes: [Int32]) {
    precondition(nodes.count % shape.nodeCount == 0)
    self.name = name
    self.shape = shape
    self.nodes = nodes
  }

  public var count: Int { nodes.count / shape.nodeCount }

  /// The nodes of one facet.
  public func nodes(ofFacet facet: Int) -> ArraySlice<Int32> {
    nodes[facet * shape.nodeCount..<(facet + 1) * shape.nodeCount]
  }
}

/// A body divided into cells.
public struct VolumeMesh: Sendable {
  /// Positions of the nodes in the undeformed body, in m.
  public var positions: [Vector3]
  public var blocks: [CellBlock]

  public init(positions: [Vector3], blocks: [CellBlock]) {
    self.positions = positions
    self.blocks = blocks
  }
}
