import Foundation
import Meshes
import Reports
import Tensors
import Testing

@Suite struct ProfileOutlinesTests {
  private static let radius = 0.08

  /// A sphere of `meridians` by half as many parallels, without poles, outward.
  private static func sphere(_ meridians: Int, at center: Vector3) -> TriangleSurface {
    var surface = TriangleSurface()
    let parallels = meridians / 2
    for i in 0...parallels {
      let theta = Double.pi * (0.01 + 0.98 * Double(i) / Double(parallels))
      for j in 0..<meridians {
        let phi = 2 * Double.pi * Double(j) / Double(meridians)
        surface.positions.append(
          center + radius * Vector3(sin(theta) * sin(phi), cos(theta), sin(theta) * cos(phi)))
      }
    }
    for i in 0..<parallels {
      for j in 0..<meridians {
        let k = (j + 1) % meridians
        let (a, b) = (Int32(i * meridians + j), Int32(i * meridians + k))
        let (c, d) = (a + Int32(meridians), b + Int32(meridians))
        surface.triangles += [SIMD3(a, c, d), SIMD3(a, d, b)]
      }
    }
    return surface
  }

  /// The chord of an edge of length s stays within s²/8r of the circle, the diagonal of a quadrangle being the longest.
  @Test(arguments: [0.0, 0.03, -0.05])
  func `the section of a sphere is a circle`(x: Double) {
    let center = Vector3(0, 0.02, -0.01)
    let outline = ProfileOutlines.Outline("sphere", of: Self.sphere(96, at: center), atX: x)
    let edge = 2 * Double.pi * Self.radius / 96 * 2.0.squareRoot()
    let sagitta = edge * edge / (8 * Self.radius)
    let wanted = (Self.radius * Self.radius - x * x).squareRoot()
    let points = outline.curves.flatMap(\.self)
    #expect(points.count > 90)
    for point in points {
      let offset = point - SIMD2(center.z, center.y)
      let r = (offset * offset).sum().squareRoot()
      // Off the middle the same error of the radius is larger by the slope of the sphere.
      #expect(r <= wanted + 1e-12 && r > wanted - sagitta * Self.radius / wanted, "\(r)")
    }
  }

  private static func drawing(_ names: [String]) -> ProfileOutlines {
    let ball = Self.sphere(24, at: .zero)
    return ProfileOutlines(
      names.map { .init($0, of: ball) }, bounds: (SIMD2(0, -0.08), SIMD2(0.083, 0.08)),
      caption: "Case a · simulation, not a prediction")
  }

  @Test func `the drawing is XML, in millimetres, and says what its lines are`() throws {
    let svg = Self.drawing(["as captured, <upright>", "supine & back"]).svg()
    let document = try XMLCheck(svg)
    #expect(document.isWellFormed)
    #expect(svg.contains(">as captured, &lt;upright&gt;<") && svg.contains(">supine &amp; back<"))
    #expect(svg.contains("simulation, not a prediction"))
    // 0…90 mm forward and −80…80 mm up, with room for the labels.
    #expect(svg.contains("viewBox=\"-14 -92 118 "))
    #expect(svg == Self.drawing(["as captured, <upright>", "supine & back"]).svg())
  }

  @Test func `every outline is drawn, and a millimetre is one unit`() throws {
    let svg = Self.drawing(["one", "two"]).svg()
    let paths = svg.split(separator: "\n").filter { $0.contains("clip-path=") }
    #expect(paths.count == 2)
    let data = paths[0].prefix { $0 != ">" }.split(separator: "\"")[1]
    let numbers = data.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
    #expect((numbers.max() ?? 0) > 79 && (numbers.max() ?? 0) <= 80)
  }
}

/// Whether every element of a drawing that opens is closed, in order.
private struct XMLCheck {
  var isWellFormed: Bool

  init(_ text: String) throws {
    var open: [Substring] = []
    var isWellFormed = true
    for match in text.matches(of: #/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/#) {
      let (_, closing, name, empty) = match.output
      if !closing.isEmpty {
        isWellFormed = isWellFormed && open.popLast() == name
      } else if empty.isEmpty {
        open.append(name)
      }
    }
    self.isWellFormed = isWellFormed && open.isEmpty
  }
}
