import Anatomy
import Assembly
import Foundation
import Meshes
import Scans
import Solvers
import Tensors
import Testing

@Test func `trial tissue`() throws {
  let folder = URL(filePath: "/work/main/meshes")
  let atlas = try AtlasFiles.atlas(in: folder)
  let preset = try TissuePreset(named: "adult", in: folder)
  let zones = atlas.zones.map { preset.zone(named: $0.name)! }
  var bents: [(String, TriangleSurface)] = [("atlas", atlas.surface)]
  let reg = try SurfaceRegistration(atlas: atlas.surface, landmarks: try ScanLandmarks.read(folder.appending(path: "atlas.landmarks.json")))
  for s in ["f35", "f60", "m50", "m70"] {
    let scan = Scan.inMetres(try SurfaceReader.read(URL(filePath: "/work/shared/faces/\(s).ply")), from: .millimetres)
    let marks = try ScanLandmarks.read(URL(filePath: "/work/shared/faces/\(s).landmarks.json"))
    let r = try reg.register(to: scan, landmarks: marks)
    print(s, "median", r.medianResidual * 1000, "p95", r.residual95 * 1000)
    bents.append((s, r.surface))
  }
  for (name, bent) in bents {
    for level in AtlasLevel.allCases {
      let surface = try AtlasFiles.surface(level, in: folder)
      let sheet = SkinSheet(level: surface, atlas: atlas, bent: bent)
      let c = ContinuousClock(); let t00 = c.now
      let t = TissueMesh(sheet: sheet, zones: zones, sex: nil)
      let p = sheet.corners.positions[Int(sheet.corners.triangles[t.worstCell.cell].x)]
      print(name, level, "min SJ", t.minimumScaledJacobian, t.worstCell.layer, atlas.zones[sheet.zoneOfTriangle[t.worstCell.cell]].name, p * 1000, "thinned", t.thinned, "flattened", t.flattened)
      print("time", c.now - t00); if true { continue }
      let face = FaceSolid(tissue: t, zones: zones, layers: preset.layers)
      let assembler = try Assembler(solid: face.solid, threads: 2)
      let solver = try EquilibriumSolver(assembler: assembler)
      let t0 = c.now
      do {
      let up = try solver.solve(Loading(forces: face.solid.weight(acceleration: Vector3(0, -9.81, 0))))
      let down = try solver.solve(Loading(forces: face.solid.weight(acceleration: Vector3(0, 0, -9.81))))
      print("  DOF", assembler.equationCount, "solve both", c.now - t0, "its", up.history.count, down.history.count, "fact", solver.factorizations)
      var byZone: [String: (Double, Double, Vector3, Double)] = [:]
      for (k, z) in sheet.zoneOfTriangle.enumerated() {
        let tri = sheet.corners.triangles[k]
        for c in 0..<3 {
          let n = t.node(Int(tri[c]), atTopOf: .skin)
          let u = up.state.displacements[n], d = down.state.displacements[n] - u
          let zn = String(atlas.zones[z].name.split(separator: ".")[0])
          var e = byZone[zn] ?? (0, 0, .zero, 0)
          e.0 += 1; e.1 += u.length; e.2 += d; e.3 = max(e.3, d.length)
          byZone[zn] = e
        }
      }
      for (z, e) in byZone.sorted(by: { $0.key < $1.key }) {
        print("   ", z.padding(toLength: 18, withPad: " ", startingAt: 0), "up mean", (e.1 / e.0 * 1e5).rounded() / 100, "diff mean", (e.2 / e.0 * 1e5).rounded(.toNearestOrEven) / 100, "max", (e.3 * 1e5).rounded() / 100)
      }
      } catch { print("  FAILED", "\(error)".prefix(300)) 
      }
    }
  }
}
