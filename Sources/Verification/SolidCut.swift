import Assembly
import Meshes
import Solvers
import Tensors

/// A body whose skin is under tension, before and after a cut around some of its cells.
struct SolidCut {
  /// The body with the cut, its edges still where they were.
  let solid: Solid
  /// Nodes of the cells inside the cut.
  let inside: Set<Int>
  /// The node outside that each added one inside was copied from.
  let originals: [Int]

  /// - Parameters:
  ///   - body: in the shape in which its tension is held.
  ///   - cells: inside the cut, by block; a block with an empty set is not cut.
  init(_ body: Solid, around cells: [Set<Int>]) {
    let parted = body.mesh.parted(around: cells)
    var cut = Solid(
      mesh: parted.mesh, regions: body.regions, pressureBasis: body.pressureBasis,
      supports: body.supports)
    cut.constrained = body.constrained + parted.originals.map { body.constrained[$0] }
    (solid, originals) = (cut, parted.originals)
    inside = Set(
      zip(parted.mesh.blocks, cells).flatMap { block, cells in
        cells.flatMap { block.nodes(ofCell: $0).map(Int.init) }
      })
  }

  /// Lets go of the edges of the cut.
  ///
  /// What held the tension of the cells inside is let go with them, for what is slack needs no holding; an edge outside
  /// keeps half of what held its nodes, the other half having held the edge inside. Both go in steps from the
  /// forces that keep the cut shut.
  ///
  /// - Parameter held: forces that held the tension of the whole body, in N.
  /// - Returns: the equilibrium of the cut body.
  /// - Throws: what the solver throws.
  func released(from held: [Vector3]) throws -> Equilibrium {
    let solver = try EquilibriumSolver(assembler: Assembler(solid: solid, threads: 2))
    let shut = Loading(forces: solver.assembler.holdingForces())
    var forces = held + originals.map { _ in Vector3.zero }
    for node in originals { forces[node] = 0.5 * forces[node] }
    for node in inside { forces[node] = .zero }
    return try solver.solve(
      Loading(forces: forces), from: solver.assembler.heldState(), startLoading: shut)
  }
}
