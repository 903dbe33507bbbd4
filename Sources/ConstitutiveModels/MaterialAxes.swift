import Tensors

/// How the axes of a material lie in a cell; the first is the direction of its fibres.
public enum MaterialAxes: Sendable, Equatable {
  /// Orthonormal axes as columns, the same in every cell.
  case fixed(Matrix3)
  /// Along the edge from one node of the cell to another, both counted from 0; with a third node, the second axis lies
  /// in the plane of the three.
  case nodes(Int, Int, Int?)
  /// Axes of each cell, by the name of a table of the model.
  case map(String)

  /// Axes whose first is along `a` and whose second lies in the plane of `a` and `d`; nil where they are parallel.
  public static func vectors(_ a: Vector3, _ d: Vector3) -> MaterialAxes? {
    frame(a, d).map { .fixed($0) }
  }

  /// Axes whose first is along `a`, the others anywhere; nil where it has no length.
  public static func along(_ a: Vector3) -> MaterialAxes? {
    frame(along: a).map { .fixed($0) }
  }

  /// The axes 1, 2, 3 as columns: a, the part of d across it, and their product.
  public static func frame(_ a: Vector3, _ d: Vector3) -> Matrix3? {
    let c = a.cross(d)
    guard a.length > 0, c.length > 1e-12 * a.length * d.length else { return nil }
    return Matrix3(columns: a.normalized, c.cross(a).normalized, c.normalized)
  }

  public static func frame(along a: Vector3) -> Matrix3? {
    let n = a.normalized
    return frame(a, abs(n.z) < 0.9 ? Vector3(0, 0, 1) : Vector3(0, 1, 0))
  }

  /// The first axis at an azimuth and a polar angle in radians, the second horizontal.
  public static func angles(azimuth: Double, polar: Double) -> MaterialAxes {
    let (st, ct) = (Double.sine(azimuth), Double.cosine(azimuth))
    let (sp, cp) = (Double.sine(polar), Double.cosine(polar))
    return .fixed(
      Matrix3(
        columns: Vector3(ct * sp, st * sp, cp), Vector3(-st, ct, 0), Vector3(-ct * cp, -st * cp, sp)
      ))
  }
}

/// What the axes of a material can depend on: the nodes of a cell and its entries in tables.
public struct CellFrame: Sendable {
  public var nodes: [Vector3]
  /// The tables of the model, at this cell.
  public var tables: [String: Matrix3]

  public init(nodes: [Vector3], tables: [String: Matrix3] = [:]) {
    (self.nodes, self.tables) = (nodes, tables)
  }

  /// The axes as columns; nil where nodes coincide or a table has no entry.
  public func axes(_ axes: MaterialAxes) -> Matrix3? {
    switch axes {
    case .fixed(let Q): return Q
    case .map(let name): return tables[name]
    case .nodes(let i, let j, let k):
      guard nodes.indices.contains(i), nodes.indices.contains(j) else { return nil }
      let a = nodes[j] - nodes[i]
      guard let k else { return MaterialAxes.frame(along: a) }
      return nodes.indices.contains(k) ? MaterialAxes.frame(a, nodes[k] - nodes[i]) : nil
    }
  }
}
