import ConstitutiveModels
import ReferenceElements
import Tensors

/// A body with its materials, supports, loads and steps, as another code's deck describes it.
///
/// The value knows nothing of files. It has no units of its own: whatever is consistent in the deck is consistent here,
/// and results are in the same units.
public struct Model: Sendable {
  public var title = ""
  /// Numbers of the nodes in the deck, and their positions in the undeformed body.
  public var nodeNumbers: [Int] = []
  public var positions: [Vector3] = []
  public var blocks: [ModelBlock] = []
  public var materials: [ModelMaterial] = []
  /// Tensors of single cells by the name of a table and the index of the cell, counted over all blocks.
  public var tables: [String: [Int: Matrix3]] = [:]
  public var supports: [Support] = []
  public var loads: [Load] = []
  public var steps: [LoadStep] = []
  /// How a prestrain is made compatible, if it is.
  public var prestrainCorrection: PrestrainCorrection?

  public init() {}

  /// Number of cells in all blocks.
  public var cellCount: Int { blocks.reduce(0) { $0 + $1.count } }
}

/// Cells of one shape, one material and one formulation.
public struct ModelBlock: Sendable {
  public var name: String
  public var shape: CellShape
  /// Numbers of the cells in the deck.
  public var numbers: [Int]
  /// Indices of the nodes of each cell, one cell after the other, in the order of the reference cell.
  public var nodes: [Int32]
  /// Index among the materials of the model.
  public var material: Int
  public var formulation: CellFormulation

  public init(
    name: String, shape: CellShape, numbers: [Int], nodes: [Int32], material: Int,
    formulation: CellFormulation
  ) {
    precondition(nodes.count == numbers.count * shape.nodeCount)
    (self.name, self.shape, self.numbers, self.nodes) = (name, shape, numbers, nodes)
    (self.material, self.formulation) = (material, formulation)
  }

  public var count: Int { numbers.count }

  /// The nodes of one cell.
  public func nodes(ofCell cell: Int) -> ArraySlice<Int32> {
    nodes[cell * shape.nodeCount..<(cell + 1) * shape.nodeCount]
  }
}

/// How the deformation of a cell becomes stress.
public enum CellFormulation: Sendable, Equatable {
  /// Stress from the local deformation alone; locks near incompressibility in linear cells.
  case displacement
  /// Stress from the local deformation, at fewer points than would integrate the stiffness exactly.
  case reduced
  /// One pressure and one volume ratio in a cell, the distortion from the local deformation.
  ///
  /// With `augmented`, multipliers make the volume ratio one to that tolerance.
  ///
  /// - Source: Simo, Taylor & Pister, Comput. Methods Appl. Mech. Eng. 51 (1985) 177.
  case meanDilatation(augmented: AugmentedPressure?)
  /// Linear tetrahedra whose deformation is averaged around nodes, with a share of the cell's own for stability.
  ///
  /// - Source: Gee, Dohrmann, Key & Wall, Int. J. Numer. Methods Eng. 78 (2009) 429.
  case nodalAverage(share: Double, isIsochoric: Bool)
}

/// When multipliers for the volume of cells are good enough.
public struct AugmentedPressure: Sendable, Equatable {
  /// Largest change of the norm of all multipliers, relative to the norm.
  public var tolerance: Double
  public var minimumRounds: Int
  public var maximumRounds: Int

  public init(tolerance: Double, minimumRounds: Int, maximumRounds: Int) {
    (self.tolerance, self.minimumRounds) = (tolerance, minimumRounds)
    self.maximumRounds = maximumRounds
  }
}

/// What a block of cells is made of.
public struct ModelMaterial: Sendable {
  public var name: String
  /// Mass per volume of the undeformed body.
  public var density: Double
  public var constitution: Constitution
  /// What a change of volume costs where the constitution is one of the distortion alone; nil for a coupled solid.
  public var volumetric: VolumetricEnergy?

  public init(
    name: String, density: Double, constitution: Constitution, volumetric: VolumetricEnergy? = nil
  ) {
    (self.name, self.density) = (name, density)
    (self.constitution, self.volumetric) = (constitution, volumetric)
  }
}

/// A rule by which a prestrain that does not fit together is corrected, between solutions of a step.
///
/// - Source: Maas, Erdemir, Halloran & Weiss, J. Biomech. Eng. 138 (2016) 081008.
public struct PrestrainCorrection: Sendable, Equatable {
  /// The correction changes by less than this, in the Frobenius norm.
  public var tolerance: Double
  public var minimumRounds: Int
  /// Nil without limit.
  public var maximumRounds: Int?

  public init(tolerance: Double, minimumRounds: Int, maximumRounds: Int?) {
    (self.tolerance, self.minimumRounds) = (tolerance, minimumRounds)
    self.maximumRounds = maximumRounds
  }
}
