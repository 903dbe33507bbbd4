import Anatomy
import Assembly
import Documents
import Foundation
import Meshes
import Scans
import Tensors
import TestSupport
import Testing

/// The atlas with the figures of its tissue.
struct Face: Sendable {
  let atlas: Atlas
  let preset: TissuePreset
  let zones: [TissuePreset.Zone]
  let deepAnatomy: DeepAnatomy

  init() throws {
    atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    let preset = try TissuePreset(named: "adult", in: SharedData.meshes)
    self.preset = preset
    zones = try preset.figures(of: atlas)
    deepAnatomy = try DeepAnatomy.read(in: SharedData.meshes)
  }

  func tissue(_ level: AtlasLevel, bent: TriangleSurface? = nil) throws -> TissueMesh {
    let surface = try AtlasFiles.surface(level, in: SharedData.meshes)
    let sheet = SkinSheet(level: surface, atlas: atlas, bent: bent ?? atlas.surface)
    return TissueMesh(sheet: sheet, zones: zones, sex: nil)
  }
}

@Test func `every zone of the atlas has figures, every layer a material`() throws {
  let face = try Face()
  for zone in face.zones {
    #expect(zone.depth > zone.femaleSkin + zone.superficialFat + zone.smas)
    #expect((3e-3...30e-3).contains(zone.depth))
    #expect(!zone.source.isEmpty)
  }
  for layer in TissueLayer.allCases {
    let entry = try #require(face.preset.layers[layer])
    #expect((100...50e3).contains(entry.material.shearModulus))
    #expect((800...1300).contains(entry.density))
  }
  #expect(face.preset.assumptions.count >= 4)
}

@Test(arguments: AtlasLevel.allCases)
func `the tissue of the atlas has no bad cell and the thickness of its zones`(level: AtlasLevel)
  throws
{
  let face = try Face()
  let tissue = try face.tissue(level)
  #expect(tissue.minimumScaledJacobian > 0.1)
  #expect(tissue.mesh.blocks.map(\.region) == TissueLayer.allCases.map(\.rawValue))
  // Mean depth of the forehead: 5.0 mm within the smoothing across zone borders.
  let forehead = try #require(face.atlas.zoneNumber(named: "forehead"))
  var (sum, count) = (0.0, 0.0)
  for (t, zone) in tissue.sheet.zoneOfTriangle.enumerated() where zone == forehead {
    for node in tissue.sheet.corners.triangles[t].indices {
      let corner = Int(tissue.sheet.corners.triangles[t][node])
      let top = tissue.mesh.positions[tissue.node(corner, atTopOf: .skin)]
      sum += (top - tissue.mesh.positions[corner]).length
      count += 1
    }
  }
  #expect(abs(sum / count - 5e-3) < 0.7e-3)
}

@Test func `the tissue of the atlas is symmetric in thickness and volume`() throws {
  let mesh = try Face().tissue(.preview).underFace().mesh
  var (left, right) = (0.0, 0.0)
  for block in mesh.blocks {
    let rule = block.shape.quadrature
    let gradients = rule.points.map { block.shape.reference.gradients(at: $0) }
    for cell in 0..<block.count {
      var volume = 0.0
      for (dN, w) in zip(gradients, rule.weights) {
        volume +=
          w
          * jacobian(
            nodes: block.nodes(ofCell: cell), positions: mesh.positions, gradients: dN
          ).determinant
      }
      let middle = block.nodes(ofCell: cell).reduce(0) { $0 + mesh.positions[Int($1)].x }
      if middle > 0 { left += volume } else { right += volume }
    }
  }
  #expect(abs(left / right - 1) < 1e-3)
  // 472 cm² of skin over 4 to 16 mm of tissue.
  #expect((300e-6...600e-6).contains(left + right))
}

/// Places are sums of a dozen products of coordinates below 0.2 m: round-off is below 1e-15 m.
@Test(arguments: [AtlasLevel.preview, .standard])
func `the skin of the atlas is its own mirror image, edge nodes included`(level: AtlasLevel) throws
{
  let face = try Face()
  let surface = try AtlasFiles.surface(level, in: SharedData.meshes)
  let nodes = SkinSheet(level: surface, atlas: face.atlas, bent: face.atlas.surface).positions
  let image = nodes.map { Vector3(-$0.x, $0.y, $0.z) }
  let farthest = nodes.map { p in image.reduce(1) { min($0, ($1 - p).length) } }.max() ?? 1
  #expect(farthest < 1e-12)
}

/// Half a minute: `TURGOR_LONG_TESTS=1`.
@Test(.enabled(if: areLongTestsAsked))
func `four scanned subjects get tissue without a bad cell at 6 and 4 mm`() throws {
  let face = try Face()
  for subject in ["f35", "f60", "m50", "m70"] {
    guard let file = SharedData.file("faces/\(subject).ply"),
      let marks = SharedData.file("faces/\(subject).landmarks.json")
    else { return }
    let scan = Scan.inMetres(try SurfaceReader.read(file), from: .millimetres)
    let atlasMarks = try ScanLandmarks.read(
      SharedData.meshes.appending(path: AtlasFiles.landmarks))
    let registration = try SurfaceRegistration(atlas: face.atlas.surface, landmarks: atlasMarks)
      .register(to: scan, landmarks: try ScanLandmarks.read(marks))
    for level in AtlasLevel.allCases {
      let tissue = try face.tissue(level, bent: registration.surface)
      #expect(tissue.minimumScaledJacobian > 0.1, "\(subject), \(level)")
      #expect(tissue.flattened.farthest < 1e-3, "\(subject), \(level)")
    }
  }
}

@Test func `an unknown tissue preset is named`() {
  #expect(throws: DocumentError.self) { try TissuePreset(named: "none", in: SharedData.meshes) }
}

@Test func `a head frame turns with its landmarks`() throws {
  let marks = try ScanLandmarks.read(SharedData.meshes.appending(path: AtlasFiles.landmarks))
  let R = Matrix3(rotationBy: 0.8, about: Vector3(1, 2, 3))
  let shift = Vector3(0.1, -0.2, 0.3)
  var turned = marks
  for (name, mark) in marks.landmarks {
    turned.landmarks[name]?.position = R * mark.position + shift
  }
  let frame = try #require(HeadFrame(landmarks: turned))
  let original = try #require(HeadFrame(landmarks: marks))
  let nose = try #require(marks.landmarks["pronasale"]?.position)
  #expect((frame.head(R * nose + shift) - original.head(nose)).length < 1e-12)
  #expect((frame.scan(frame.head(nose)) - nose).length < 1e-12)
  // The atlas stands upright in its own frame, to the fraction of a degree.
  #expect((original.axes * Vector3(0, 1, 0) - Vector3(0, 1, 0)).length < 0.02)
}
