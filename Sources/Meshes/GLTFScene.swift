import Tensors

/// An affine motion: x ↦ A x + b.
struct GLTFTransform {
  /// The columns of A, then b.
  var columns: (Vector3, Vector3, Vector3, Vector3)

  static let identity = GLTFTransform(
    columns: (Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1), .zero))

  func applied(to p: Vector3) -> Vector3 { turned(p) + columns.3 }

  private func turned(_ v: Vector3) -> Vector3 {
    v.x * columns.0 + v.y * columns.1 + v.z * columns.2
  }

  /// First `inner`, then this.
  func after(_ inner: GLTFTransform) -> GLTFTransform {
    GLTFTransform(
      columns: (
        turned(inner.columns.0), turned(inner.columns.1), turned(inner.columns.2),
        applied(to: inner.columns.3)
      ))
  }

  /// Whether it makes left hands of right ones.
  var isMirrored: Bool { columns.0.cross(columns.1).dot(columns.2) < 0 }
}

/// Which meshes a glTF file shows, and where.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §3.5.
struct GLTFScene {
  private(set) var instances: [(mesh: Int, transform: GLTFTransform)] = []

  init(_ document: GLTFDocument) throws(SurfaceFileError) {
    let nodes = document.list("nodes")
    guard !nodes.isEmpty else {
      instances = document.list("meshes").indices.map { ($0, .identity) }
      return
    }
    let children = try nodes.enumerated().map { (n, node) throws(SurfaceFileError) in
      try Self.numbers("children", of: node, at: "nodes[\(n)]", below: nodes.count, document)
    }
    var open = try Self.roots(document, children).map { ($0, GLTFTransform.identity) }
    open.reverse()
    var isVisited = [Bool](repeating: false, count: nodes.count)
    while let (number, parent) = open.popLast() {
      let path = "nodes[\(number)]"
      guard !isVisited[number] else {
        throw document.error(path, found: "a node with two parents", allowed: "a tree of nodes")
      }
      isVisited[number] = true
      let transform = parent.after(try Self.transform(nodes[number], at: path, document))
      if let mesh = try document.integer("mesh", of: nodes[number], at: path) {
        instances.append((mesh, transform))
      }
      open += children[number].reversed().map { ($0, transform) }
    }
  }

  /// The roots of the default scene; of a file without scenes the nodes that are no children.
  private static func roots(_ document: GLTFDocument, _ children: [[Int]]) throws(SurfaceFileError)
    -> [Int]
  {
    if !document.list("scenes").isEmpty {
      let number = try document.integer("scene", of: document.root, at: "glTF") ?? 0
      return try numbers(
        "nodes", of: try document.entry("scenes", number), at: "scenes[\(number)]",
        below: children.count, document)
    }
    let inner = Set(children.joined())
    return children.indices.filter { !inner.contains($0) }
  }

  private static func numbers(
    _ name: String, of object: GLTFDocument.Object, at path: String, below count: Int,
    _ document: GLTFDocument
  ) throws(SurfaceFileError) -> [Int] {
    guard let entries = object[name] as? [Any] else { return [] }
    var numbers: [Int] = []
    for entry in entries {
      guard let number = try document.integer("entry", of: ["entry": entry], at: "\(path).\(name)"),
        number < count
      else {
        throw document.error(
          "\(path).\(name)", found: "\(entry)".short, allowed: "0 to \(count - 1)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The motion of a node: a matrix, or scale, then rotation, then translation.
  private static func transform(
    _ node: GLTFDocument.Object, at path: String, _ document: GLTFDocument
  ) throws(SurfaceFileError) -> GLTFTransform {
    if let m = try document.numbers("matrix", count: 16, of: node, at: path) {
      let column = { (c: Int) in Vector3(m[4 * c], m[4 * c + 1], m[4 * c + 2]) }
      return GLTFTransform(columns: (column(0), column(1), column(2), column(3)))
    }
    let t = try document.numbers("translation", count: 3, of: node, at: path) ?? [0, 0, 0]
    let s = try document.numbers("scale", count: 3, of: node, at: path) ?? [1, 1, 1]
    let r = try document.numbers("rotation", count: 4, of: node, at: path) ?? [0, 0, 0, 1]
    let (q, w) = (Vector3(r[0], r[1], r[2]), r[3])
    /// v + 2 q × (q × v + w v), for a quaternion of unit length.
    func rotated(_ v: Vector3) -> Vector3 { v + 2 * q.cross(q.cross(v) + w * v) }
    return GLTFTransform(
      columns: (
        rotated(Vector3(s[0], 0, 0)), rotated(Vector3(0, s[1], 0)), rotated(Vector3(0, 0, s[2])),
        Vector3(t[0], t[1], t[2])
      ))
  }
}
