import Documents
import Foundation
import ModelSolvers
import Models
import Tensors
import Testing

@testable import Decks

/// A brick of rubber, μ = 1 and K = 100, stretched by a half; written for this test.
private func deck(step: String = "*BOUNDARY\nX1, 1, 1, 0.5\n", more: String = "") -> String {
  """
  *HEADING
  One brick
  ** a comment
  *NODE, NSET=ALL
  1, 0., 0., 0.
  2, 1., 0., 0.
  3, 1., 1., 0.
  4, 0., 1., 0.
  5, 0., 0., 1.
  6, 1., 0., 1.
  7, 1., 1., 1.
  8, 0., 1., 1.
  *ELEMENT, TYPE=C3D8, ELSET=EALL
  1, 1,2,3,4,5,6,
  7,8
  *NSET, NSET=X0
  1,4,5,8
  *NSET, NSET=X1
  2,3,6,7
  *NSET, NSET=Y0
  1,2,5,6
  *NSET, NSET=Z0, GENERATE
  1,4,1
  *MATERIAL, NAME=RUBBER
  *HYPERELASTIC, NEO HOOKE
  0.5, 0.02
  *DENSITY
  2.0
  *SOLID SECTION, ELSET=EALL,
  MATERIAL=RUBBER
  *BOUNDARY
  X0, 1
  Y0, 2
  Z0, 3
  \(more)*STEP, NLGEOM
  *STATIC
  0.25, 1.
  \(step)*NODE PRINT, NSET=ALL
  U
  *END STEP

  """
}

private func problem(_ text: String) -> String {
  do throws(DocumentError) {
    _ = try AbaqusReader.read(Array(text.utf8), file: "a.inp")
    return "read"
  } catch {
    return error.description
  }
}

@Suite struct AbaqusReaderTests {
  /// With b̄ = J^(−2/3) diag(s², t², t²): σ₂₂ = −μ/3 (s² − t²) J^(−5/3) + K (J − 1) = 0 for U = K/2 (J − 1)².
  @Test func `a stretched brick is read and solved`() throws {
    let read = try AbaqusReader.read(Array(deck().utf8), file: "a.inp")
    let state = try solved(read.model)
    let (s, t) = (1.5, 1 + state.displacements[6].y)
    let J = s * t * t
    let across = -(s * s - t * t) / 3 * pow(J, -5.0 / 3) + 100 * (J - 1)
    #expect(abs(across) < 1e-7)
    #expect(state.displacements[1].x == 0.5)
    #expect(read.model.materials[0].density == 2)
    #expect(read.notes.ignored == ["*NODE PRINT"])
  }

  /// A small weight: the brick gets longer by ρ g L²/(2 E) on the mean of its end, E = 9Kμ/(3K + μ).
  @Test func `gravity pulls along its direction`() throws {
    let text = deck(step: "*DLOAD\nEALL, GRAV, 1e-4, 0., 0., -1.\n")
    let state = try solved(AbaqusReader.read(Array(text.utf8), file: "a.inp").model)
    let E = 9 * 100.0 / 301
    // One linear brick bears half of its weight as a force on its top.
    #expect(abs(state.displacements[6].z / (-1e-4 / E) - 1) < 1e-3)
  }

  /// As decks with a material for each layer give it.
  @Test func `gravity may be given part by part`() throws {
    let (one, two) = (
      "*ELSET, ELSET=ONE\n1\n", "*ELEMENT, TYPE=C3D8, ELSET=EALL\n2, 1,2,3,4,5,6,7,8\n"
    )
    let parts = deck(
      step: "*DLOAD\nONE, GRAV, 1e-4, 0., 0., -1.\n2, GRAV, 1e-4, 0., 0., -2.\n", more: two + one)
    let model = try AbaqusReader.read(Array(parts.utf8), file: "a.inp").model
    #expect(model.loads.count == 1)
    let missing = parts.replacing("2, GRAV, 1e-4", with: "2, GRAV, 2e-4")
    #expect(
      problem(missing) == "a.inp:43:1: *DLOAD: gravity on a part of the body is not supported")
  }

  @Test func `a second step goes on from the first`() throws {
    let second = "*END STEP\n*STEP, NLGEOM\n*STATIC\n1., 1.\n*BOUNDARY\nX1, 1, 1, 0.2\n"
    let model = try AbaqusReader.read(
      Array(deck(step: "*BOUNDARY\nX1, 1, 1, 0.5\n\(second)").utf8), file: "a.inp"
    ).model
    #expect(try solved(model, until: 1).displacements[1].x == 0.5)
    #expect(abs(try solved(model, until: 1.5).displacements[1].x - 0.35) < 1e-15)
    #expect(abs(try solved(model).displacements[1].x - 0.2) < 1e-15)
  }

  /// Found by the fuzzer: a block of elements without a line of data.
  @Test func `a deck without elements is refused`() {
    let text = "*NODE\n1, 0., 0., 0.\n*ELEMENT, TYPE=C3D8, ELSET=EALL\n*STEP, NLGEOM\n*END STEP\n"
    #expect(problem(text) == "a.inp: has no elements")
  }

  @Test func `what is not understood is named with its line`() {
    #expect(
      problem(deck(more: "*CONTACT PAIR\n"))
        == "a.inp:35:1: *CONTACT PAIR: Turgor does not understand this keyword")
    #expect(
      problem(deck(step: "*CLOAD\nX9, 1, 1.\n")) == "a.inp:39:1: *CLOAD: there is no node set X9")
    #expect(
      problem(deck().replacing(", NLGEOM", with: ", NLGEOM=NO")).contains(
        "a linear step; Turgor solves at finite strain: give NLGEOM"))
    #expect(
      problem(deck().replacing("0.5, 0.02", with: "0.5, 0.")).contains(
        "D1 = 0.0 asks for an incompressible material"))
    #expect(
      problem(deck().replacing("C3D8,", with: "C3D8R,")).contains(
        "elements of type C3D8R; Turgor reads C3D4"))
    #expect(
      problem(deck().replacing("7,8\n*NSET", with: "7\n*NSET")).contains("an element lacks nodes"))
    #expect(
      problem(deck().replacing("*HEADING", with: "*NODE, SYSTEM=C\n9,1,1,1\n*HEADING")).contains(
        "the parameter SYSTEM"))
  }
}
