import Foundation
import Meshes
import Tensors
import Testing

@testable import Rendering

/// Small pictures that were looked at and found right, in `Reviewed`.
///
/// After a change that is meant to show, `TURGOR_WRITE_PICTURES=1 scripts/test --filter ReviewedPicturesTests` draws them
/// anew; look at each before it is committed.
@Suite struct ReviewedPicturesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Reviewed")
  private static let meshes = folder.appendingPathComponent("../../../meshes").standardizedFileURL

  private static func atlas() throws -> TriangleSurface {
    var surface = try SurfaceReader.readUnrepaired(meshes.appendingPathComponent("atlas.ply"))
      .surface
    surface.positions = surface.positions.map { $0 * 1e-3 }
    return surface
  }

  @Test func `measures differences as the eye does`() {
    for color in [LinearColor(1, 0, 0), LinearColor(0.2, 0.5, 0.1)] {
      let lab = PerceptualDifference.oklab(color)
      let back = Oklab(L: lab.x, a: lab.y, b: lab.z).linearColor
      #expect((back - color).length < 1e-6)
    }
    let (a, b) = (
      Picture(width: 2, height: 2, color: LinearColor(sRGBGray: 0.5)),
      Picture(width: 2, height: 2, color: LinearColor(sRGBGray: 0.55))
    )
    #expect(PerceptualDifference(a, a).mean == 0)
    #expect(PerceptualDifference(a, b).mean > PerceptualDifference.noticeable)
  }

  @Test(arguments: [
    ("front-light", PortraitView.front, SkinTone.light),
    ("left-oblique-dark", .leftOblique, .dark), ("submental-tan", .submental, .tan),
    ("right-profile-very-light", .rightProfile, .veryLight),
  ])
  func `draws the atlas as reviewed`(name: String, view: PortraitView, tone: SkinTone) throws {
    let picture = FaceRenderer(surface: try Self.atlas(), threads: 2)
      .render(view: view, width: 150, height: 200, material: .skin(tone))
    try Self.compare(picture, with: name)
  }

  @Test func `draws a map on the atlas as reviewed`() throws {
    let atlas = try Self.atlas()
    let scale = ColorScale.signed(upTo: 4, title: "", deadBand: 0.5, contourStep: 1)
    let field = ScalarField(values: atlas.positions.map { 60 * $0.y }, scale: scale)
    let picture = FaceRenderer(surface: atlas, threads: 2)
      .render(view: .front, width: 150, height: 200, field: field)
    try Self.compare(picture, with: "map")
  }

  private static func compare(_ picture: Picture, with name: String) throws {
    let file = folder.appendingPathComponent("\(name).png")
    if ProcessInfo.processInfo.environment["TURGOR_WRITE_PICTURES"] == "1" {
      try picture.write(toPNG: file.path)
    }
    let reviewed = try Picture(png: Array(Data(contentsOf: file)))
    let difference = PerceptualDifference(picture, reviewed)
    // The same program gives the same bytes (rounding to them: 0.002 at most); another machine may trace a
    // few rays to the neighbouring triangle.
    #expect(difference.mean < 0.1 * PerceptualDifference.noticeable, "\(name)")
    #expect(difference.percentile99 < PerceptualDifference.noticeable, "\(name)")
  }
}
