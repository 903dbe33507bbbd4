import Foundation
import ModelSolvers
import Models
import Tensors
import TestSupport
import Testing

@testable import Decks

/// Decks of FEBio with its results, beside the project; nil where they are absent.
private let suite: URL? = SharedData.file("febio-suite").flatMap { folder in
  let manifest = folder.appending(path: "manifest.json")
  return FileManager.default.fileExists(atPath: manifest.path) ? folder : nil
}

/// A few that take well under a second each: fibres, Ogden, prestrain, growth, creep, every shape of the own decks.
private let quick = [
  "febio-decks/fi02", "febio-decks/ma01", "febio-decks/mi30", "febio-decks/ps04",
  "febio-decks/te01", "febio-decks/mi46", "febio-decks/ma63", "own-decks/gen_hgo_hex20",
  "own-decks/gen_ve_creep_hex8", "own-decks/gen_block_penta15", "own-decks/gen_cyl_ogden_hex8",
]

@Suite(.enabled(if: suite != nil, "no shared/febio-suite beside the package"))
struct ReferenceSuiteTests {
  /// Within 10⁻⁶ of the largest displacement: the references are converged to better than that.
  @Test(arguments: quick)
  func `a deck gives the displacements of FEBio`(path: String) throws {
    let folder = try #require(suite)
    let deck = try DeckReader.read(contentsOf: folder.appending(path: "\(path).feb").path)
    let state = try solved(deck.model)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let table = try String(
      contentsOf: folder.appending(path: "expected/\(name).nodes.csv"), encoding: .utf8)
    var (worst, largest) = (0.0, 1e-3)
    for (index, line) in table.split(separator: "\n").dropFirst().enumerated() {
      let row = line.split(separator: ",").compactMap { Double($0) }
      #expect(deck.model.nodeNumbers[index] == Int(row[0]))
      for axis in 0..<3 {
        worst = max(worst, abs(state.displacements[index][axis] - row[1 + axis]))
        largest = max(largest, abs(row[1 + axis]))
      }
    }
    #expect(worst < 1e-6 * largest)
  }
}
