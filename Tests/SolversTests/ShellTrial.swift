import Assembly
import Foundation
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import Testing

@Test func `trial shell`() throws {
  for size in ["9mm", "6mm"] {
  let text = try String(contentsOfFile: "/work/shared/shell/shell-\(size).inp", encoding: .utf8)
  var positions: [Vector3] = []
  var elements: [String: [Int32]] = [:]
  var bone: [Int] = []
  var mode = ""
  var pending: [Double] = []
  for line in text.split(separator: "\n") {
    if line.hasPrefix("*") {
      mode = ""
      if line.hasPrefix("*NODE,") { mode = "node" }
      if line.hasPrefix("*ELEMENT,") { mode = "E" + (line.split(separator: "=").last ?? "") }
      if line.hasPrefix("*NSET, NSET=BONE") { mode = "bone" }
      continue
    }
    let n = line.split(separator: ",").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    if mode == "node" { positions.append(Vector3(n[1], n[2], n[3]) / 1000) }
    if mode.hasPrefix("E") { pending += n; if pending.count == 16 { elements[String(mode.dropFirst()), default: []] += pending.dropFirst().map { Int32($0) - 1 }; pending = [] } }
    if mode == "bone" { bone += n.map { Int($0) - 1 } }
  }
  let names = ["DEEP", "SMAS", "FAT", "SKIN"]
  let mu = [300.0, 3000, 300, 10000], rho = [950.0, 1050, 950, 1100]
  let mesh = VolumeMesh(positions: positions, blocks: names.map { CellBlock(region: $0, shape: .wedge15, nodes: elements[$0]!) })
  for basis in [PressureBasis.thickness, .displacement, .linear, .constant] {
    var solid = Solid(mesh: mesh, regions: zip(mu, rho).map { SolidRegion(material: .neoHookean(shearModulus: $0, bulkModulus: 500 * $0), density: $1) }, pressureBasis: basis)
    solid.fix(nodes: bone)
    let clock = ContinuousClock()
    let t0 = clock.now
    let assembler = try Assembler(solid: solid, threads: 2)
    let t1 = clock.now
    let solver = try EquilibriumSolver(assembler: assembler)
    let t2 = clock.now
    for _ in 0..<3 { assembler.assemble(at: assembler.undeformedState(), wantsTangent: true) }
    let t3 = clock.now
    let e = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0))))
    let t4 = clock.now
    let top = Array(mesh.blocks[3].nodes)
    var area = 0.0, sum = 0.0, sumy = 0.0
    let rule = Quadrature.triangle(.degree4)
    for c in 0..<mesh.blocks[3].count {
      let w = Array(mesh.blocks[3].nodes(ofCell: c))
      let f = [w[3], w[4], w[5], w[9], w[10], w[11]]
      for q in rule.points.indices {
        let a = areaVector(nodes: f, positions: positions, gradients: Triangle6.gradients(at: rule.points[q])).length * rule.weights[q]
        let N = Triangle6.shapes(at: rule.points[q])
        let u = zip(f, N).reduce(Vector3.zero) { $0 + e.state.displacements[Int($1.0)] * $1.1 }
        area += a; sum += a * u.length; sumy += a * u.y
      }
    }
    _ = top
    print(size, basis, assembler.equationCount, "mean |u| mm", sum / area * 1000, "uy", sumy / area * 1000, "prep", t1 - t0, "analyse", t2 - t1, "3 asm", t3 - t2, "solve", t4 - t3, "factorizations", solver.factorizations)
    for h in e.history { print("   ", h.tangent, h.correction * 1000, h.stepLength, h.imbalance, h.minimumJ) }
  }
  }
}
