import Meshes
import Tensors

/// What was found wrong with a scan, and what was done about it: a line per kind and place.
public struct RepairReport: Sendable, Equatable {
  /// What was found.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case unit
    case nonFiniteVertex = "non-finite-vertex"
    case weldedVertex = "welded-vertex"
    case unreferencedVertex = "unreferenced-vertex"
    case degenerateFace = "degenerate-face"
    case duplicateFace = "duplicate-face"
    case oppositeFace = "opposite-face"
    case nonManifoldFace = "non-manifold-face"
    case fan
    case flippedFace = "flipped-face"
    case island
    case decimation
    case spike
    /// At a small place where the surface passed through itself.
    case cutFace = "cut-face"
    case selfIntersection = "self-intersection"
    case hole
    /// A hole that another repair has made.
    case refill
    case openHole = "open-hole"
    case eyeOpening = "eye-opening"

    /// Whether the defect is still there: the reader of the report must know.
    public var isLeft: Bool { self == .selfIntersection || self == .openHole }

    /// Whether the surface is as it was: the line only says how it was understood.
    public var isRemark: Bool { self == .unit || self == .eyeOpening }

    /// What was done, in a few words.
    public var title: String {
      switch self {
      case .unit: "unit"
      case .nonFiniteVertex: "vertices without a position removed"
      case .weldedVertex: "coincident vertices welded"
      case .unreferencedVertex: "vertices without a face removed"
      case .degenerateFace: "faces without area removed"
      case .duplicateFace: "faces that were there twice removed"
      case .oppositeFace: "faces lying on their own reverse removed"
      case .nonManifoldFace: "faces removed where three or more met"
      case .fan: "vertices split where two sheets touched"
      case .flippedFace: "faces turned outward"
      case .island: "faces of stray pieces removed"
      case .decimation: "faces left out by decimation"
      case .spike: "spike vertices removed"
      case .cutFace: "faces removed where the surface cut through itself"
      case .selfIntersection: "edges that pass through a face, left as they are"
      case .hole: "hole filled, edges of its border"
      case .refill: "gap of a repair filled, edges of its border"
      case .openHole: "hole left open, edges of its border"
      case .eyeOpening: "eye opening left open, edges of its border"
      }
    }
  }

  public struct Line: Sendable, Equatable {
    public var kind: Kind
    /// How many vertices, faces or edges; the title of the kind says which.
    public var count: Int
    /// Largest extent of what was found, in m; for decimation how far the surface moved.
    public var size: Double?
    /// The middle of what was found, in m in the axes of the file.
    public var place: Vector3?
    /// The zone of the face at `place`; nil until the face is found in the scan, and off the face.
    public var zone: String?
    public var note: String

    public init(
      _ kind: Kind, count: Int, size: Double? = nil, place: Vector3? = nil, note: String = ""
    ) {
      (self.kind, self.count, self.size, self.place) = (kind, count, size, place)
      self.note = note
    }
  }

  public private(set) var lines: [Line] = []

  public init() {}

  /// Adds a line; one that counts nothing is not worth saying.
  mutating func add(_ line: Line) {
    if line.count > 0 { lines.append(line) }
  }

  /// Adds a line about things at `places`; their middle and extent are worked out.
  mutating func add(_ kind: Kind, count: Int? = nil, at places: [Vector3], note: String = "") {
    let box = BoundingBox(places)
    add(
      Line(
        kind, count: count ?? places.count, size: box?.diagonal, place: box?.center, note: note))
  }

  /// More lines of one kind than this tell a reader no more.
  static let mostLines = 12

  /// Joins the lines of smallest size of each kind into one, where there are too many.
  mutating func condense() {
    for kind in Kind.allCases {
      let own = lines.indices.filter { lines[$0].kind == kind }
      guard own.count > Self.mostLines else { continue }
      let order = own.sorted {
        (-(lines[$0].size ?? 0), $0) < (-(lines[$1].size ?? 0), $1)
      }
      let rest = order.dropFirst(Self.mostLines - 1).sorted()
      let box = BoundingBox(rest.compactMap { lines[$0].place })
      let joined = Line(
        kind, count: rest.reduce(0) { $0 + lines[$1].count }, size: box?.diagonal,
        place: box?.center, note: "\(rest.count) smaller places together")
      let isJoined = Set(rest)
      let last = own.last ?? 0
      lines = lines.indices.flatMap { i in
        (isJoined.contains(i) ? [] : [lines[i]]) + (i == last ? [joined] : [])
      }
    }
  }

  /// Notes the zone of every line that has a place.
  public mutating func locate(_ zone: (Vector3) -> String?) {
    for i in lines.indices { lines[i].zone = lines[i].place.flatMap(zone) }
  }

  /// The lines of a kind.
  public func lines(of kind: Kind) -> [Line] { lines.filter { $0.kind == kind } }

  /// How many were found of a kind.
  public func count(of kind: Kind) -> Int { lines(of: kind).reduce(0) { $0 + $1.count } }

  /// The lines that changed the surface.
  public var changes: [Line] { lines.filter { !$0.kind.isLeft && !$0.kind.isRemark } }
}

/// The box along the axes around some points.
struct BoundingBox {
  var low: Vector3
  var high: Vector3

  /// Points that are not finite do not count; nil where none is.
  init?(_ points: some Sequence<Vector3>) {
    var found = false
    (low, high) = (Vector3(repeating: .infinity), Vector3(repeating: -.infinity))
    for p in points where p.isFinite {
      (low, high, found) = (pointwiseMin(low, p), pointwiseMax(high, p), true)
    }
    if !found { return nil }
  }

  var center: Vector3 { (low + high) / 2 }
  var diagonal: Double { (high - low).length }
}
