import Documents
import Models
import ReferenceElements
import Tensors

/// A mesh with named parts, as mesh files hold it: no materials, no loads.
public struct DeckMesh: Sendable {
  /// Cells of one shape in one region.
  public struct Block: Sendable, Equatable {
    public var region: String
    public var shape: CellShape
    /// Numbers of the cells in the file.
    public var numbers: [Int]
    /// Indices of the nodes, cell after cell, in the order of the reference cell.
    public var nodes: [Int32]

    public init(region: String, shape: CellShape, numbers: [Int], nodes: [Int32]) {
      precondition(nodes.count == numbers.count * shape.nodeCount)
      (self.region, self.shape, self.numbers, self.nodes) = (region, shape, numbers, nodes)
    }
  }
  public var nodeNumbers: [Int] = []
  /// In the unit of the file.
  public var positions: [Vector3] = []
  public var blocks: [Block] = []
  public var surfaces: [String: [Facet]] = [:]
  public var nodeSets: [String: [Int]] = [:]

  public init() {}

  /// Adds a cell to the block of its region and shape.
  mutating func add(_ shape: CellShape, region: String, number: Int, nodes: [Int32]) {
    if let place = blocks.lastIndex(where: { $0.region == region && $0.shape == shape }) {
      blocks[place].numbers.append(number)
      blocks[place].nodes += nodes
    } else {
      blocks.append(Block(region: region, shape: shape, numbers: [number], nodes: nodes))
    }
  }

  /// The nodes of a surface, a region or a node set; nil where there is none of the name.
  func nodes(of name: String) -> [Int]? {
    if let set = nodeSets[name] { return set }
    if let facets = surfaces[name] { return Set(facets.flatMap(\.nodes)).sorted().map(Int.init) }
    let own = blocks.filter { $0.region == name }
    return own.isEmpty ? nil : Set(own.flatMap(\.nodes)).sorted().map(Int.init)
  }

  var regions: [String] {
    blocks.reduce(into: []) { names, block in
      if !names.contains(block.region) { names.append(block.region) }
    }
  }
}
