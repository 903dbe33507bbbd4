import Anatomy
import Foundation
import Materials
import Meshes
import Tensors
import TestSupport
import Testing

@Suite struct SkinTensionTests {
  private let skin = Material.yeoh(c10: 3180, c20: 14500, c30: 0, bulkModulus: 3e6)

  /// Cauchy stress of a stretched neo-Hookean sheet: σ₁ = μ (λ₁² − 1/(λ₁λ₂)²).
  @Test(arguments: [(0.0, 0.0), (500, 500), (3000, 1000), (20_000, 10_000)])
  func `stretches of a neo-Hookean sheet bear the stress of the closed form`(
    along: Double, across: Double
  ) throws {
    let mu = 5000.0
    let sheet = Material.neoHookean(shearModulus: mu, bulkModulus: 500 * mu)
    let found = try #require(SkinTension(along: along, across: across).stretches(of: sheet))
    let thin = 1 / (found.along * found.across)
    let s1 = mu * (found.along * found.along - thin * thin)
    let s2 = mu * (found.across * found.across - thin * thin)
    #expect(abs(s1 - along) < 1e-5 && abs(s2 - across) < 1e-5)
  }

  @Test func `tension that a sheet cannot bear below a stretch of three is refused`() {
    let sheet = Material.neoHookean(shearModulus: 100, bulkModulus: 5e4)
    #expect(SkinTension(along: 1e4, across: 0).stretches(of: sheet) == nil)
  }

  @Test func `held skin bears its tension along and across the line`() throws {
    let line = Vector3(1, 2, 0).normalized
    let normal = Vector3(0, 0, 1)
    let tension = SkinTension(along: 53e3, across: 26.5e3)
    let frame = SkinFrame(line: line, normal: normal)
    let Fg = frame.tensor(try #require(tension.growth(of: skin)))
    // Tension swells skin a little: a third of the sum of the stresses over K.
    let swelling = 1 / Fg.determinant - 1
    #expect(abs(swelling - 79.5e3 / 3 / 3e6) < 1e-4)
    let held = skin.grown(by: Fg).evaluated(over: Double.self)
    let U = held.volumetric(.logarithmic, at: 1)
    let P = held.isochoricStress(at: .identity) + Matrix3.identity * U.first
    let cross = normal.cross(line)
    // Fg⁻¹ swells as well as stretches, so that stresses per area are off by the swelling.
    #expect(abs(line.dot(P * line) - 53e3) < 0.01 * 53e3)
    #expect(abs(cross.dot(P * cross) - 26.5e3) < 0.01 * 26.5e3)
    #expect(abs(normal.dot(P * normal)) < 1e-3)
    #expect(abs(line.dot(P * cross)) < 1e-6)
  }
}
