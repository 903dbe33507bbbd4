import Documents
import Foundation
import Provenance
import Scenarios

/// What a sweep will run, settled once and never changed: what runs have in common, and one line for each of them.
public struct SweepPlan: Sendable {
  /// Name and version of the format of `sweep.json`.
  public static let schema = "turgor.sweep-plan/1"

  /// What all runs have in common.
  public struct Common: Sendable, Equatable, Codable {
    public var schema = SweepPlan.schema
    public var title: String
    /// The scenario that all runs begin with.
    public var scenario: JSONTree
    /// Where relative paths of the scenario start from.
    public var folder: String
    public var faces: [PlannedFace]
    /// Names of axes and columns, in the order of the tables, with the places that get the value.
    public var axes: [PlannedAxis]
    public var sampling: SamplingRecord
    public var results: ResultSelection
    public var limits: RunLimits
    /// Whether every run goes the way that it would go alone, to the last bit.
    public var isReproducible = false
    /// Combinations that met no constraint, and those that came to a run that there was.
    public var excluded: Int
    public var repeated: Int
    public var runs: Int
    /// The number of the run of each point of a design for Sobol' indices, face after face; empty for other samplings.
    public var design: [Int]
    /// Of the file of the runs.
    public var plan: SHA256Digest
    /// Atlas and presets, by digest.
    public var inputs: [RunInputs.Entry]
    public var build: Build
    public var program: SHA256Digest?
  }

  public var common: Common
  public var runs: [PlannedRun]

  public init(common: Common, runs: [PlannedRun]) { (self.common, self.runs) = (common, runs) }

  /// The scenario of a run.
  ///
  /// - Parameter run: one of `runs`.
  /// - Returns: with the values of its axes in their places.
  /// - Throws: `JSONPointerError` where the scenario has no such place.
  public func scenario(of run: PlannedRun) throws(JSONPointerError) -> JSONTree {
    var tree = common.scenario
    if let face = common.faces.first(where: { $0.id == run.face }) { face.put(into: &tree) }
    for axis in common.axes {
      guard let value = run.axes[axis.id] else { continue }
      for pointer in axis.pointers.compactMap(JSONPointer.init) {
        tree = try tree.replacing(at: pointer, with: value)
      }
    }
    return tree
  }

  /// The run with an id, or with the beginning of one that no other shares.
  public func run(named id: String) -> PlannedRun? {
    let found = runs.filter { $0.id.hasPrefix(id) }
    return found.count == 1 ? found[0] : nil
  }
}

/// One of the runs of a sweep.
public struct PlannedRun: Sendable, Equatable, Codable {
  /// Place in the plan, from 1.
  public var number: Int
  /// The digest of what is computed, shortened: equal ids, equal results.
  public var id: String
  /// Id of its face.
  public var face: String
  /// What runs share that need no other rest shape.
  public var body: String
  public var axes: [String: JSONTree]

  public init(number: Int, id: String, face: String, body: String, axes: [String: JSONTree]) {
    (self.number, self.id, self.face, self.body, self.axes) = (number, id, face, body, axes)
  }
}

/// A face of a plan; files by path and by content.
public struct PlannedFace: Sendable, Equatable, Codable {
  public var id: String
  /// Whether it is that of the scenario, as it stands there.
  public var isOfScenario = false
  /// nil for the atlas' own face.
  public var surface: String?
  public var landmarks: String?
  public var surface_sha256: SHA256Digest?
  public var landmarks_sha256: SHA256Digest?

  func put(into tree: inout JSONTree) {
    guard !isOfScenario else { return }
    var face = tree["face"] ?? .object([:])
    face["surface"] = surface.map { .string($0) }
    face["landmarks"] = landmarks.map { .string($0) }
    tree["face"] = face == .object([:]) ? nil : face
  }
}

/// An axis of a plan.
public struct PlannedAxis: Sendable, Equatable, Codable {
  public var id: String
  public var pointers: [String]
  /// Whether it is a column of a table rather than an axis that was sampled.
  public var isPaired: Bool
}

/// How the axes of a plan were sampled.
public struct SamplingRecord: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable {
    case grid
    case latinHypercube = "latin-hypercube"
    case sobol, saltelli
  }

  public var kind: Kind
  /// Points of a sequence; 0 for a grid.
  public var count: Int
  /// nil for a grid, and for points that are not scrambled.
  public var seed: UInt64?

  init(_ sampling: SweepSampling) {
    switch sampling {
    case .grid: (kind, count, seed) = (.grid, 0, nil)
    case .latinHypercube(let count, let seed):
      (kind, self.count, self.seed) = (.latinHypercube, count, seed)
    case .sobol(let count, let seed): (kind, self.count, self.seed) = (.sobol, count, seed)
    case .saltelli(let count, let seed): (kind, self.count, self.seed) = (.saltelli, count, seed)
    }
  }
}
