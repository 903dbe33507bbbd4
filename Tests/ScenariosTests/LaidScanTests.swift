import Foundation
import Tensors
import TestSupport
import Testing

@testable import Scenarios

@Suite(.enabled(if: SharedFaces.areHere)) struct LaidScanTests {
  @Test(arguments: [("f60.ply", 1e-3), ("m50.glb", 1)])
  func `takes points marked by hand in the unit of the file`(name: String, unit: Double) throws {
    var face = Scenario.Face(surface: SharedFaces.file(name).path, landmarks: nil)
    face.markedLandmarks = ["pronasale": Vector3(0.5, -8, 100)]
    let input = try LaidScan.Input(
      face, file: SharedFaces.file(name).path, folder: URL(filePath: "/"))
    let marked = try #require(input.marked.landmarks["pronasale"])
    #expect((marked.position - unit * Vector3(0.5, -8, 100)).length < 1e-12)
    #expect(marked.isOnSurface && input.marked.file == "--landmark")
  }
}
