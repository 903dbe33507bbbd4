import Assembly
import Materials
import Models
import ReferenceElements

/// The programs that a face can be handed to.
public enum DeckProgram: String, CaseIterable, Sendable {
  /// Abaqus' and CalculiX' input files.
  case calculix = "inp"
  case febio = "feb"

  public var name: String {
    switch self {
    case .calculix: "CalculiX (.inp)"
    case .febio: "FEBio (.feb)"
    }
  }

  /// What a change of volume costs there.
  var volumetric: VolumetricLaw {
    switch self {
    case .calculix: .quadratic
    case .febio: .logarithmic
    }
  }

  /// The pressure field of Turgor's cells that are like the program's.
  public var basis: PressureBasis {
    switch self {
    case .calculix: .displacement
    case .febio: .constant
    }
  }

  /// How the program's cells of a shape take a material that is nearly incompressible.
  func formulation(of shape: CellShape) -> CellFormulation {
    switch self {
    case .calculix: shape == .wedge15 ? .reduced : .displacement
    case .febio: .meanDilatation(augmented: nil)
    }
  }
}
