import Anatomy
import Foundation
import Meshes
import Testing

/// Cells on faces that nobody scanned.
///
/// The ordinary run takes a few variations of the coarser levels; all need TURGOR_ALL_VARIATIONS=1 (an hour).
struct AtlasVariationTests {
  static let isComplete = ProcessInfo.processInfo.environment["TURGOR_ALL_VARIATIONS"] != nil

  @Test(arguments: isComplete ? Array(0..<200) : [0, 1, 3, 5, 8, 12])
  func `cells stay valid on random variations of the atlas`(seed: Int) throws {
    let tissue = try tissue(seed, .preview)
    expectFaithful(tissue)
    #expect(tissue.minimumScaledJacobian > 0.1)
  }

  /// Seeds 10 and 17 have a chin under which columns cross.
  @Test(arguments: isComplete ? Array(0..<200) : [10, 17])
  func `cells of the standard level stay valid on random variations`(seed: Int) throws {
    let tissue = try tissue(seed, .standard)
    // Seed 17 is thinned by 22 % where BLAS has other kernels: the search is chaotic, and the last bits decide.
    withKnownIssue("the mouth is squeezed into folds narrower than the cells", isIntermittent: true)
    {
      #expect(tissue.minimumScaledJacobian > 0.1)
      expectFaithful(tissue)
    } when: {
      [17, 24].contains(seed)
    }
  }

  @Test(.enabled(if: isComplete), arguments: 0..<40)
  func `cells of the fine level stay valid on random variations`(seed: Int) throws {
    let tissue = try tissue(seed, .fine)
    withKnownIssue("folds narrower than the cells", isIntermittent: true) {
      #expect(tissue.minimumScaledJacobian > 0.1)
    } when: {
      [3, 17, 19, 24, 27].contains(seed)
    }
  }

  /// The skin stays near the scan and the tissue keeps its thickness: 2.46 mm and 10 % were the most on the
  /// variations measured, which are not yet all.
  private func expectFaithful(_ tissue: TissueMesh) {
    #expect(tissue.flattened.farthest < 3e-3)
    #expect(tissue.thinned.mostFraction < 0.15)
  }

  private func tissue(_ seed: Int, _ level: AtlasLevel) throws -> TissueMesh {
    let face = try Face.shared.get()
    let variation = AtlasVariation(seed: UInt64(seed), landmarks: face.atlas.landmarks)
    let tissue = try face.tissue(level, bent: variation.bent(face.atlas.surface))
    report(seed, level, tissue)
    return tissue
  }

  /// One line for each variation of the complete run, for the table in the documentation.
  private func report(_ seed: Int, _ level: AtlasLevel, _ tissue: TissueMesh) {
    guard Self.isComplete else { return }
    let corner = tissue.sheet.corners.triangles[tissue.worstCell.cell].x
    let place = tissue.sheet.corners.positions[Int(corner)]
    print(
      "variation", seed, level.rawValue, String(format: "%.3f", tissue.minimumScaledJacobian),
      tissue.worstCell.layer.rawValue,
      String(format: "at %.0f %.0f %.0f mm", 1e3 * place.x, 1e3 * place.y, 1e3 * place.z),
      String(
        format: "thinned %.2f moved %.2f mm", tissue.thinned.mostFraction,
        1e3 * tissue.flattened.farthest))
  }

  @Test func `a variation without kinds is the atlas, and seeds differ`() throws {
    let atlas = try Face.shared.get().atlas
    let none = AtlasVariation(seed: 1, landmarks: atlas.landmarks, kinds: [])
    let farthest = zip(none.bent(atlas.surface).positions, atlas.surface.positions)
      .reduce(0) { max($0, ($1.0 - $1.1).length) }
    // Turning by 0 about a pivot rounds at 0.1 m.
    #expect(farthest < 1e-15)
    let moves = [1, 2].map {
      AtlasVariation(seed: $0, landmarks: atlas.landmarks).bent(atlas.surface).positions[0]
    }
    #expect(moves[0] != moves[1])
  }
}

extension Face {
  /// Read once for all variations.
  static let shared = Result { try Face() }
}
