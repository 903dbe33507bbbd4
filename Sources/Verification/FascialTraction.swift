import Anatomy
import Assembly
import Meshes
import Scenarios
import Solvers
import Tensors

/// A11: the pull on the SMAS, or on the superficial fat, that moves the skin over it by 2 mm.
///
/// On the left of the atlas face at preview resolution, undeformed, one gripped patch in front of the ear is moved upwards and
/// backwards along the skin. Behind the grip skin and superficial fat are raised: their cells are left out
/// over 40 mm across. The grip holds the middle nodes of its layer over 12 × 20 mm, and skin motion is the
/// mean over 15 × 20 mm in front of the edge; the sizes are assumptions, the source states none.
enum FascialTraction {
  private static let wanted = 2e-3

  /// Coordinates on the skin in front of the ear, in m.
  private struct Field {
    var centre: Vector3
    /// The direction of the pull and the one across it, both along the skin.
    var pull: Vector3
    var across: Vector3

    /// On the skin two thirds of the way from the corner of the mouth to the tragion.
    init(_ prepared: PreparedFace) {
      func landmark(_ name: String) -> Vector3 { prepared.atlas.landmarks[name] ?? .zero }
      let wanted = landmark("cheilion_l") / 3 + landmark("tragion_l") * (2.0 / 3)
      let sheet = prepared.face.tissue.sheet.corners
      func middle(_ t: SIMD3<Int32>) -> Vector3 {
        (0..<3).reduce(.zero) { $0 + sheet.positions[Int(t[$1])] / 3 }
      }
      let nearest = sheet.triangles.min {
        (middle($0) - wanted).length < (middle($1) - wanted).length
      }
      let corners = (0..<3).map { sheet.positions[Int((nearest ?? .zero)[$0])] }
      let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalized
      let direction = Vector3(0, 1, -1)
      centre = nearest.map(middle) ?? wanted
      pull = (direction - direction.dot(normal) * normal).normalized
      across = normal.cross(pull)
    }

    /// Whether a point under the skin lies within a distance across and a range along the pull.
    func contains(_ X: Vector3, along: ClosedRange<Double>, across half: Double) -> Bool {
      let way = X - centre
      return way.length < 60e-3 && along.contains(way.dot(pull))
        && abs(way.dot(across)) <= half
    }
  }

  /// Force on the grip in N and motion of the skin in m for a motion of the grip.
  private struct Pull {
    var force: Double
    var skin: Double
  }

  /// The face with the flap raised: cells of skin and superficial fat behind the centre are gone.
  private static func undermined(_ face: FaceSolid, _ field: Field) -> Solid {
    var solid = face.solid
    for (k, layer) in TissueLayer.allCases.enumerated() {
      guard layer == .skin || layer == .superficialFat else { continue }
      let block = solid.mesh.blocks[k]
      let kept = (0..<block.count).filter { cell in
        let nodes = block.nodes(ofCell: cell)
        let sum = nodes.reduce(Vector3.zero) { $0 + face.solid.mesh.positions[Int($1)] }
        return !field.contains(sum / Double(nodes.count), along: 0...20e-3, across: 20e-3)
      }
      solid.mesh.blocks[k].nodes = kept.flatMap { block.nodes(ofCell: $0) }
      let region = solid.regions[k]
      if region.materials.count > 1 {
        solid.regions[k].materials = kept.map { region.materials[$0] }
      }
      if region.densities.count > 1 {
        solid.regions[k].densities = kept.map { region.densities[$0] }
      }
    }
    return solid
  }

  /// The nodes of a layer between its faces (12 to 14 of a wedge) or on its outer face (3 to 5, 9 to 11).
  private static func nodes(_ places: [Int], of layer: TissueLayer, in solid: Solid) -> Set<Int> {
    let block = solid.mesh.blocks[TissueLayer.allCases.firstIndex(of: layer) ?? 0]
    return Set(
      (0..<block.count).flatMap { cell in
        let nodes = Array(block.nodes(ofCell: cell))
        return places.map { Int(nodes[$0]) }
      })
  }

  /// Moves the grip in a layer by a distance.
  private static func pull(
    _ layer: TissueLayer, by distance: Double, _ solid: Solid, _ field: Field
  ) throws -> Pull {
    let positions = solid.mesh.positions
    let grip = nodes([12, 13, 14], of: layer, in: solid).filter {
      field.contains(positions[$0], along: -6e-3...6e-3, across: 10e-3)
    }
    var problem = StaticProblem(solid)
    for node in grip {
      problem.solid.constrained[node] = .init(repeating: true)
      problem.loading.prescribed[node] = distance * field.pull
    }
    let result = try problem.solve()
    let skin = nodes([3, 4, 5, 9, 10, 11], of: .skin, in: solid).filter {
      field.contains(positions[$0], along: -15e-3...0, across: 10e-3)
    }
    func mean(_ nodes: Set<Int>) -> Double {
      nodes.sorted().reduce(0) { $0 + result.state.displacements[$1].dot(field.pull) }
        / Double(nodes.count)
    }
    return Pull(
      force: grip.sorted().reduce(0) { $0 + result.reactions[$1].dot(field.pull) },
      skin: mean(skin))
  }

  /// The force in N for 2 mm of skin, and what of the grip's motion reaches the skin.
  ///
  /// A first pull by 2 mm says how far the grip must go; the force is taken in proportion from the second.
  private static func force(on layer: TissueLayer, _ solid: Solid, _ field: Field) throws
    -> (force: Double, share: Double)
  {
    let first = try pull(layer, by: wanted, solid, field)
    let distance = wanted * wanted / first.skin
    let second = try pull(layer, by: distance, solid, field)
    return (second.force * wanted / second.skin, second.skin / distance)
  }

  static func verification(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A11", "Pull on SMAS and superficial fat that moves the skin by 2 mm", kind: .validation,
      source: "Forces Required to Pull the Superficial Fascia in Facelifts, 42 operations",
      isLong: true
    ) { _ in
      let prepared = try postures.result(at: .preview).prepared
      let field = Field(prepared)
      let solid = undermined(prepared.face, field)
      let deep = try force(on: .smas, solid, field)
      let superficial = try force(on: .superficialFat, solid, field)
      return outcome(deep: deep, superficial: superficial)
    }
  }

  private static func outcome(
    deep: (force: Double, share: Double), superficial: (force: Double, share: Double)
  ) -> CaseOutcome {
    let why = "one standard deviation of 42 operations"
    return CaseOutcome(
      [
        Comparison(
          "force on the SMAS", unit: "N", reference: 10.27, result: deep.force,
          allowed: .absolute(3.64), because: why),
        Comparison(
          "force on the superficial fat", unit: "N", reference: 4.73, result: superficial.force,
          allowed: .absolute(2.15), because: why),
        Comparison(
          "SMAS over superficial fat", reference: 2.17, result: deep.force / superficial.force,
          allowed: .absolute(1.25),
          because: "both deviations: 2.17 √((3.64/10.27)² + (2.15/4.73)²) = 1.25"),
      ],
      tables: [
        FigureTable(
          "Stiffness against motion of the skin, grip of 12 × 20 mm",
          columns: ["pulled at", "N per mm of skin", "measured", "skin motion over grip motion"],
          rows: [
            [
              "SMAS", VerificationRun.text(deep.force / 2), "5.1", VerificationRun.text(deep.share),
            ],
            [
              "superficial fat", VerificationRun.text(superficial.force / 2), "2.4",
              VerificationRun.text(superficial.share),
            ],
          ])
      ])
  }
}
