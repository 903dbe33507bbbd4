import Anatomy
import Assembly
import Foundation
import Materials
import Scenarios
import Solvers
import Tensors

/// Why a face is not written as a deck.
public enum DeckFaceError: Error, Equatable, CustomStringConvertible, Sendable {
  /// A step in which tissue has been added or taken away.
  case grown(step: String)
  /// A step that lasts for some seconds.
  case lasting(step: String)
  /// Steps whose tissue differs from one to the next.
  case changing(step: String)
  /// The layer in place of springs would fold.
  case folded

  public var description: String {
    switch self {
    case .grown(let step):
      "step \(step): tissue has grown or shrunk in it, which a deck cannot say yet; write another step, or its mesh with --format vtu or msh"
    case .lasting(let step):
      "step \(step): lasts for some seconds, and a deck has the face at rest; write a step at rest"
    case .changing(let step):
      "step \(step): its tissue is not that of the face as captured; write it alone with --step \(step)"
    case .folded:
      "the deep surface is so curved that no layer of cells fits behind it, which stands in for its springs"
    }
  }
}

/// A face as the deck of another program can say it: the same mesh, loads and supports, and what differs in words.
///
/// Turgor can solve it as well (`equilibria`), so that what a program makes of the deck is compared with the same physics.
public struct DeckFace: Sendable {
  /// A state that the face is brought to, one after the other.
  public struct Step: Sendable {
    public var name: String
    /// In m/s².
    public var gravity: Vector3
    /// In N on each node.
    public var load: [Vector3]
    /// Displacement of each constrained node in m; nil where none moves.
    public var ground: [Vector3]?
  }

  public var title: String
  public let program: DeckProgram
  /// Layers from the bone outwards in the rest shape, then the cells in place of springs.
  public private(set) var solid: Solid
  public private(set) var steps: [Step]
  /// What differs from what Turgor computes.
  public private(set) var differences: [DeckDifference] = []

  /// - Parameters:
  ///   - title: of the deck.
  ///   - bodies: the face in the states that are wanted, all of one tissue.
  ///   - program: that is to read the deck.
  ///   - ratio: K/μ in place of the tissue's own; nil keeps it.
  /// - Throws: `DeckFaceError`.
  public init(
    title: String, _ bodies: [BodyAtRest], for program: DeckProgram, bulkToShear ratio: Double?
  ) throws(DeckFaceError) {
    precondition(!bodies.isEmpty)
    for body in bodies {
      if body.hasGrown { throw .grown(step: body.step) }
      if body.duration != nil { throw .lasting(step: body.step) }
      if !body.isTissueAsCaptured && bodies.count > 1 { throw .changing(step: body.step) }
    }
    (self.title, self.program, solid) = (title, program, bodies[0].solid)
    steps = bodies.map {
      Step(name: $0.step, gravity: $0.gravity, load: $0.load, ground: $0.ground)
    }
    dropWhatHasNoWord(bodies[0])
    replaceMaterials(bulkToShear: ratio)
    try replaceSprings()
    roundModuli()
    sayPressure(ratio)
  }

  /// Tension, threads, relaxation.
  private mutating func dropWhatHasNoWord(_ body: BodyAtRest) {
    let isTaut = solid.regions.contains { $0.materials.contains { $0.growth != nil } }
    if isTaut {
      for block in solid.regions.indices {
        solid.regions[block].materials = solid.regions[block].materials.map(\.ungrown)
      }
      differences.append(
        DeckDifference(
          "tension of the skin at rest, cell by cell, and the forces that hold it there",
          instead:
            "left out: the skin begins free of stress, and the face hangs further under its weight")
      )
    }
    let pulling = solid.cables.count { $0.pulls.contains { !$0.isSlack } }
    if pulling > 0 {
      differences.append(
        DeckDifference("\(pulling) threads inside the tissue", instead: "left out"))
    }
    solid.cables = []
    if solid.regions.contains(where: { $0.relaxation != nil }) {
      differences.append(
        DeckDifference(
          "relaxation of the layers in time", instead: "left out: every step is a state at rest"))
    }
    for block in solid.regions.indices { solid.regions[block].relaxation = nil }
  }

  private mutating func replaceMaterials(bulkToShear ratio: Double?) {
    var changes: [String] = []
    for block in solid.regions.indices {
      solid.regions[block].materials = solid.regions[block].materials.map { material in
        var (own, change) = material.writable(for: program)
        if let change {
          let line = "\(solid.mesh.blocks[block].region): \(material.law.rawValue)\t\(change)"
          if !changes.contains(line) { changes.append(line) }
        }
        if let ratio { own = own.with(bulkToShear: ratio) }
        own.volumetric = program.volumetric
        return own
      }
    }
    for line in changes {
      let parts = line.split(separator: "\t")
      differences.append(DeckDifference("the law of \(parts[0])", instead: String(parts[1])))
    }
    if program.volumetric != .logarithmic {
      differences.append(
        DeckDifference("the volume energy K/2 (ln J)²", instead: "K/2 (J − 1)²"))
    }
  }

  private mutating func replaceSprings() throws(DeckFaceError) {
    guard solid.supports.contains(where: { $0.facets.count > 0 }) else { return }
    let backing = BackingCells.replaceSprings(of: &solid, volumetric: program.volumetric)
    guard let backing else { throw .folded }
    let millimetres = String(format: "%.0f", 1e3 * backing.thickness)
    differences.append(
      DeckDifference(
        "springs behind \(backing.facetCount) facets (cheeks, lips, neck, the cut rim)",
        instead:
          "a layer of \(millimetres) mm of weightless solid, fixed at its far side, as stiff against pressing and sliding"
      ))
    let added = solid.mesh.positions.count - (steps.first?.load.count ?? 0)
    for index in steps.indices {
      steps[index].load += Array(repeating: .zero, count: added)
      guard var ground = steps[index].ground else { continue }
      ground += Array(repeating: .zero, count: added)
      for (far, near) in backing.farNodes { ground[far] = ground[near] }
      steps[index].ground = ground
    }
  }

  private mutating func roundModuli() {
    var largest = 0.0
    for block in solid.regions.indices {
      let (region, change) = solid.regions[block].rounded
      solid.regions[block] = region
      largest = max(largest, change)
    }
    guard largest > 0 else { return }
    let percent = String(format: "%.2f", 100 * largest)
    differences.append(
      DeckDifference(
        "moduli of their own in each cell (ligaments, muscle, zones)",
        instead: "rounded, by \(percent) % at most, so that cells share materials"))
  }

  private mutating func sayPressure(_ ratio: Double?) {
    let bulk = ratio.map { "K/μ lowered to \($0.formatted())" }
    switch program {
    case .calculix:
      differences.append(
        DeckDifference(
          "pressure and volume ratio of their own in each cell (three fields, {1, ζ})",
          instead:
            "C3D15 and C3D20, whose stress is taken from the displacement point by point: too stiff near incompressibility; "
            + (bulk ?? "--bulk-to-shear 20 makes the case one that both can solve")))
    case .febio:
      differences.append(
        DeckDifference(
          "pressure and volume ratio linear through the thickness of each cell",
          instead: "three-field-solid: one pressure and one volume ratio in each cell"
            + (bulk.map { "; \($0)" } ?? "")))
    }
  }

  // MARK: - Turgor's own answer

  /// What Turgor's solver makes of the same case: displacements from the rest shape in each step, in m.
  ///
  /// - Parameters:
  ///   - basis: the pressure field of its cells; `displacement` is what CalculiX has, `constant` what FEBio has.
  ///   - threads: for assembly.
  /// - Returns: one field per step.
  /// - Throws: `AssemblyError`, `SolverError`.
  public func equilibria(_ basis: PressureBasis = .thickness, threads: Int) throws -> [[Vector3]] {
    var solid = solid
    solid.pressureBasis = basis
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: threads))
    var state = solver.assembler.undeformedState()
    var loading = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
    return try steps.map { step in
      let weight = solid.weight(acceleration: step.gravity)
      let next = Loading(
        forces: zip(weight, step.load).map { $0 + $1 }, prescribed: step.ground)
      state = try solver.solve(next, from: state, startLoading: loading).state
      loading = next
      return state.displacements
    }
  }
}
