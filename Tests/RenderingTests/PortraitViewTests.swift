import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct PortraitViewTests {
  @Test func `looks level and along the axes from the standard views`() {
    let r = 0.5.squareRoot()
    for (view, direction) in [
      (PortraitView.front, Vector3(0, 0, 1)), (.leftOblique, Vector3(r, 0, r)),
      (.rightOblique, Vector3(-r, 0, r)), (.leftProfile, Vector3(1, 0, 0)),
      (.rightProfile, Vector3(-1, 0, 0)), (.submental, Vector3(0, -0.75.squareRoot(), 0.5)),
    ] {
      #expect((view.axes.toCamera - direction).length < 1e-15, "\(view.id)")
      #expect(abs(view.axes.right.y) < 1e-15, "the horizon is level in \(view.id)")
      #expect(PortraitView.standard(named: view.id) == view)
    }
    #expect(PortraitView.standard(named: "behind") == nil)
  }

  @Test func `knows right and up straight above the head`() {
    let above = PortraitView(id: "above", azimuth: 0, elevation: .pi / 2).axes
    #expect((above.toCamera - Vector3(0, 1, 0)).length < 1e-15)
    #expect((above.right - Vector3(1, 0, 0)).length < 1e-15)
    #expect((above.up - Vector3(0, 0, -1)).length < 1e-15)
  }

  @Test func `tilts the head the other way when the camera leans`() throws {
    let view = PortraitView(id: "leaning", azimuth: 0, elevation: 0, roll: .pi / 6)
    let framing = Framing(center: .zero, height: 0.24)
    let camera = Camera(view: view, framing: framing, width: 180, height: 240)
    // The camera leans 30° to its right, so that what is above appears 30° to the left of up.
    let top = try #require(camera.project(Vector3(0, 0.06, 0)))
    #expect(abs(top.x - (90 - 30)) < 1e-9 && abs(top.y - (120 - 60 * 0.75.squareRoot())) < 1e-9)
  }

  @Test func `mirrors the left views in the right ones`() {
    for (left, right) in [
      (PortraitView.leftOblique, PortraitView.rightOblique), (.leftProfile, .rightProfile),
    ] {
      let mirror = Vector3(-1, 1, 1)
      #expect((left.axes.toCamera * mirror - right.axes.toCamera).length < 1e-15)
      #expect((left.axes.right * mirror + right.axes.right).length < 1e-15)
    }
  }

  @Test func `keeps the scale when a view is added that needs no more room`() {
    let surface = FaceRendererTests.sphere(levels: 3)
    let free = PortraitView(id: "a", azimuth: 0.5, elevation: 0.3)
    let (plain, more) = (Framing(fitting: surface), Framing(fitting: surface, views: [free]))
    // A ball looks alike from everywhere, but for the facets of its outline.
    #expect(abs(more.height / plain.height - 1) < 0.01)
    #expect(more.shifts[free] != nil && more.center == plain.center)
    #expect(Framing(fitting: surface, views: [.front]) == plain)
  }

  @Test func `says the angles of a free camera`() {
    let view = PortraitView(id: "low", azimuth: -.pi / 6, elevation: -.pi / 9)
    #expect(view.title == "low: 30° from the right, 20° from below")
  }
}
