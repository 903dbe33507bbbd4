import Documents
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Scenarios

@Suite struct FigureSpreadsTests {
  private let file = SharedData.meshes.appending(path: FigureSpreads.file)

  @Test func `reads the spread of every quantity, with its source`() throws {
    let spreads = try FigureSpreads.read(in: SharedData.meshes)
    #expect(spreads.tissue.count == UncertainQuantity.allCases.count)
    #expect(spreads.tissue[.modulus(.superficialFat)]?.deviation == 0.58)
    #expect(spreads.tissue.values.allSatisfy { !$0.source.isEmpty })
    #expect(abs(spreads.scanNoise.deviation - 0.39e-3) < 1e-15)
  }

  @Test func `says which quantity is missing or unknown`() throws {
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacing("\"smas-modulus\"", with: "\"smas-module\"")
    #expect {
      try FigureSpreads.read(parsing: Array(text.utf8), file: "uncertainty.json")
    } throws: { error in
      "\(error)".contains("\"smas-modulus\" is missing") && "\(error)".contains("smas-module")
    }
  }

  @Test
  func `the error of the mesh is that of the next coarser level, and grows beyond the coarsest`() {
    let errors = MeshErrors(levels: [
      .init(edge: 3e-3, relative: ["chin": 0.01]),
      .init(edge: 6e-3, relative: ["chin": 0.04, "face": 0.02]),
    ])
    #expect(errors.bound(of: "chin", edge: 2e-3) == 1.25 * 0.01)
    #expect(errors.bound(of: "chin", edge: 4e-3) == 1.25 * 0.04)
    #expect(
      errors.bound(of: "nose", edge: 4e-3) == 1.25 * 0.02, "the face's where a zone is missing")
    let coarse = errors.bound(of: "chin", edge: 2 * 1.01 * 6e-3)
    #expect(abs(coarse - 4 * 1.25 * 0.04) < 1e-15)
  }

  @Test func `noise of the normals has variance 1 and the correlation it says`() {
    let (a, b) = (Vector3(0, 0, 0), Vector3(NormalNoise.correlationLength, 0, 0))
    let fields = (0..<2000).map { NormalNoise(seed: UInt64($0)) }
    let variance = fields.reduce(0) { $0 + $1.value(at: a) * $1.value(at: a) } / 2000
    let covariance = fields.reduce(0) { $0 + $1.value(at: a) * $1.value(at: b) } / 2000
    // Means of 2000 draws of a variance of 2 scatter by √(2/2000) = 0.03.
    #expect(abs(variance - 1) < 0.1)
    #expect(abs(covariance - Foundation.exp(-0.5)) < 0.1)
  }
}
