import Assembly
import Materials
import ReferenceElements
import Tensors
import Testing
import Verification

@Suite struct LockingTests {
  @Test func `plain displacement locks on Cook's membrane where the default element does not`()
    throws
  {
    let plain = try CookMembrane.corner(
      Element(.wedge15, .displacement), .nearlyIncompressible, bricks: 8
    ).y
    let mixed = try CookMembrane.corner(.standard, .nearlyIncompressible, bricks: 8).y
    #expect(plain < 0.96 * 6.93)
    #expect(abs(mixed - 6.93) < 0.4 * abs(plain - 6.93))
  }

  /// The singular corner limits the order to about 1.3; half of that tells an error that falls from one that
  /// stays.
  @Test func `a pair of linear wedges with one pressure does not lock where a wedge does`() throws {
    func order(_ shape: CellShape) throws -> Double {
      let errors = try [8, 16].map { bricks in
        let corner = try CookMembrane.corner(
          Element(shape, .constant), .nearlyIncompressible, bricks: bricks)
        return abs(corner.y / 6.93 - 1)
      }
      return .logarithm(errors[0] / errors[1]) / .logarithm(2)
    }
    let (wedge, pair) = (try order(.wedge6), try order(.wedgePair8))
    #expect(wedge < 0.65)
    #expect(pair > 0.65)
  }

  @Test(arguments: [PressureBasis.displacement, .constant, .thickness, .linear])
  func `the error of uniaxial tension is proportional to the compressibility`(basis: PressureBasis)
    throws
  {
    let exact = 1.5 - 1 / 2.25
    let errors = try [1e3, 1e4].map { ratio in
      let material = Material.neoHookean(shearModulus: 1000, bulkModulus: 1000 * ratio)
      let side = 1 / 1.5.squareRoot()
      let stress = try CubeState(material, element: Element(.wedge15, basis))
        .nominalStress(held: [1.5, nil, nil], expecting: Vector3(1.5, side, side))
      return abs(stress / 1000 - exact)
    }
    // c μ/K (1 + O(μ/K)), O(μ/K) = 1e-3 of ten.
    #expect(abs(errors[0] / errors[1] - 10) < 0.05)
  }
}
