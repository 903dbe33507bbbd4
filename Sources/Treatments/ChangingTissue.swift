import Anatomy
import Assembly
import Materials
import Tensors

/// Puts together what has become of the tissue of a face, one effect after the other.
///
/// All shape changes of a layer but creep, seams and muscles have the axes of the layer, its normal and its plane, so that they commute:
/// Fg = (n⊗n N + (1 − n⊗n) P) Fc Fs, with the products N and P of all stretches along and across the normal. What is sewn, Fs,
/// comes first: the rest happens to tissue that is closed.
public struct ChangingTissue {
  let tissue: TissueMesh
  private let regions: [SolidRegion]
  let atlas: Atlas
  private let geometry: LayerGeometry
  private let rest: [Vector3]
  /// Stretches along the normal and in the plane, one per triangle.
  private var stretches: [TissueLayer: (normal: [Double], plane: [Double])] = [:]
  private var stiffness: [TissueLayer: [Double]] = [:]
  private var creep: [TissueLayer: [Matrix3]] = [:]
  private var shaped: [TissueLayer: [Matrix3]] = [:]
  private var tension: [Matrix3]?
  private var ground: [Vector3]?

  /// - Parameters:
  ///   - face: as captured.
  ///   - atlas: whose zones and landmarks it has.
  ///   - rest: positions of all nodes without load, in m.
  public init(_ face: FaceSolid, of atlas: Atlas, rest: [Vector3]) {
    (tissue, regions, self.atlas, self.rest) = (face.tissue, face.solid.regions, atlas, rest)
    geometry = LayerGeometry(face.tissue.mesh, rest: rest)
  }

  // MARK: - What was done

  /// Adds what is there of a change.
  ///
  /// - Parameters:
  ///   - change: by zones and layers; of each zone the narrowest selection counts.
  ///   - time: since its cause, in s.
  /// - Throws: `ImpossibleChange` where a cell would come to a fifth of its volume, or to five times it.
  public mutating func add(
    _ change: [ZoneSelection: [TissueLayer: LayerChange]], after time: Double
  )
    throws(ImpossibleChange)
  {
    for layer in TissueLayer.allCases {
      let entries = change.compactMapValues { $0[layer] }
      let obeyed = atlas.zones.map { entries.narrowest(for: $0)?.key }
      let parts = entries.sorted { $0.key.name < $1.key.name }.compactMap {
        zones, change -> Part? in
        let part = change.course.part(after: time)
        guard part > 0, !change.isNone else { return nil }
        return Part(
          change: change, zones: zones, part: part,
          share: tissue.atTriangles(ofZones: obeyed.map { $0 == zones ? 1 : 0 }))
      }
      // Amounts last: factors of a zone next to it, which reach over its border, would change what was put in.
      for part in parts { multiply(layer, by: part) }
      for part in parts { try add(part, to: layer) }
    }
  }

  /// What is there of one change of a layer, and where: 1 in its zones, less towards their borders.
  private struct Part {
    var change: LayerChange
    var zones: ZoneSelection
    var part: Double
    var share: [Double]

    func factors(_ factor: Double) -> [Double] { share.map { 1 + part * $0 * (factor - 1) } }
  }

  private mutating func multiply(_ layer: TissueLayer, by part: Part) {
    let (change, shape) = (part.change, part.change.restShape)
    if change.stiffness != 1 { stiffen(layer, by: part.factors(change.stiffness)) }
    if shape.thickness != 1 { stretch(layer, normal: part.factors(shape.thickness)) }
    if shape.area != 1 {
      stretch(layer, plane: part.factors(shape.area).map { $0.squareRoot() })
    }
    if case .factor(let factor) = shape.volume { swell(layer, by: part.factors(factor)) }
  }

  /// Spreads a volume in proportion to what is there: ∫ (j − 1) dV is what was asked for.
  private mutating func add(_ part: Part, to layer: TissueLayer) throws(ImpossibleChange) {
    guard case .amount(let whole) = part.change.restShape.volume else { return }
    let ratios = try ratios(
      of: part.part * whole, spread: part.share, isZone: true, in: layer, of: part.zones.name)
    swell(layer, by: ratios)
  }

  /// By what the volumes of the cells of a layer grow where an amount is spread in it.
  ///
  /// - Parameters:
  ///   - amount: in m³.
  ///   - share: of each cell in what is spread.
  ///   - isZone: whether it is a zone, which ends where the face does: what lies beyond the cut rim grows as much but
  ///     does not count.
  ///   - layer: in which.
  ///   - place: its name, for messages.
  /// - Returns: one factor per triangle of the skin.
  /// - Throws: `ImpossibleChange` where a cell would come to a fifth of its volume, or to five times it.
  func ratios(
    of amount: Double, spread share: [Double], isZone: Bool, in layer: TissueLayer,
    of place: String
  ) throws(ImpossibleChange) -> [Double] {
    let counted = isZone ? tissue.sheet.faceTriangles.count : share.count
    let present = zip(share, presentVolumes(of: layer)).prefix(counted)
      .reduce(0) { $0 + $1.0 * $1.1 }
    let ratios = share.map { $0 == 0 ? 1 : 1 + amount / present * $0 }
    if let least = ratios.min(), let most = ratios.max(), !(least >= 0.2 && most <= 5) {
      throw ImpossibleChange(layer: layer, place: place, amount: amount, present: present)
    }
    return ratios
  }

  /// Volumes of the cells of a layer without load, as they have become, in m³.
  private func presentVolumes(of layer: TissueLayer) -> [Double] {
    var volumes = geometry.volumes[layer] ?? []
    if let (normal, plane) = stretches[layer] {
      for t in volumes.indices { volumes[t] *= normal[t] * plane[t] * plane[t] }
    }
    if let shaped = shaped[layer] {
      for t in volumes.indices { volumes[t] *= shaped[t].determinant }
    }
    return volumes
  }

  // MARK: - Ageing

  /// Adds what the years do.
  ///
  /// - Parameters:
  ///   - ageing: of the person.
  ///   - age: in years.
  ///   - ligaments: what they add to the shear modulus under each triangle, in Pa; nil without any.
  ///   - deepFat: which triangles have fat in the deep layer.
  ///   - upright: displacements from the shape without load to the upright face, in m, for creep; nil leaves that out.
  public mutating func age(
    _ ageing: Ageing, to age: Double, ligaments: [Double]?, deepFat: [Bool], upright: [Vector3]?
  ) {
    ageSkin(ageing, to: age)
    ageFat(ageing, to: age, deepFat: deepFat)
    if let ligaments { ageLigaments(ageing, to: age, added: ligaments) }
    let between = ageing.change(of: .bone, at: age) - ageing.change(of: .bone, at: ageing.age)
    if ageing.terms.contains(.bone), between != 0 { recede(ageing, to: age) }
    let set =
      ageing.change(of: .gravityCreep, at: age)
      - ageing.change(of: .gravityCreep, at: ageing.age)
    if set != 0, let upright {
      for (layer, block) in zip(TissueLayer.allCases, tissue.mesh.blocks) {
        creep[layer] = GravityCreep.growth(
          part: set, of: block, rest: rest, displacements: upright)
      }
    }
  }

  private mutating func ageSkin(_ ageing: Ageing, to age: Double) {
    let count = tissue.sheet.corners.triangles.count
    func everywhere(_ factor: Double) -> [Double] { Array(repeating: factor, count: count) }
    let (modulus, thickness) = (
      ageing.ratio(of: .skinModulus, to: age), ageing.ratio(of: .skinThickness, to: age)
    )
    if modulus != 1 { stiffen(.skin, by: everywhere(modulus)) }
    if thickness != 1 { stretch(.skin, normal: everywhere(thickness)) }
  }

  private mutating func ageFat(_ ageing: Ageing, to age: Double, deepFat: [Bool]) {
    let modulus = ageing.ratio(of: .fatModulus, to: age)
    if modulus != 1 {
      let factors = Array(repeating: modulus, count: tissue.sheet.corners.triangles.count)
      stiffen(.superficialFat, by: factors)
      stiffen(.deep, by: factors)
    }
    let (before, after) = (
      ageing.change(of: .fatVolume, at: ageing.age), ageing.change(of: .fatVolume, at: age)
    )
    guard before != after else { return }
    let volumes = ageing.law.fatVolumes[ageing.preset] ?? []
    for layer in TissueLayer.allCases {
      let entries = Dictionary(
        volumes.filter { $0.layer == layer }.map { ($0.zones, $0.perDecade) },
        uniquingKeysWith: { $1 })
      guard !entries.isEmpty else { continue }
      let byZone = atlas.zones.map { zone in
        let slope = entries.narrowest(for: zone)?.value ?? 0
        return (1 + slope * after) / (1 + slope * before)
      }
      let ratios = tissue.atTriangles(ofZones: byZone)
      swell(
        layer, by: ratios.indices.map { layer != .deep || deepFat[$0] ? ratios[$0] : 1 })
    }
  }

  /// Ligaments are part of the material of the cells that they run through: of its modulus μ the part a = Δμ/μ.
  ///
  /// Stiffness: 1 + a (l − f) in place of the factor f of the rest. Length: of two springs side by side the stress-free
  /// stretch is the mean weighted with their stiffness, 1 + a ε along the normal, at constant volume.
  private mutating func ageLigaments(_ ageing: Ageing, to age: Double, added: [Double]) {
    let factor = ageing.ratio(of: .ligamentStiffness, to: age)
    let strain = ageing.ratio(of: .ligamentLength, to: age) - 1
    for (layer, region) in zip(TissueLayer.allCases, regions) where layer != .skin {
      let parts = added.enumerated().map { $1 / region.material(ofCell: $0).shearModulus }
      if factor != 1 || stiffness[layer] != nil {
        let own = stiffness[layer] ?? Array(repeating: 1, count: parts.count)
        stiffness[layer] = zip(own, parts).map { $0 + $1 * (factor - $0) }
      }
      if strain != 0 {
        let along = parts.map { 1 + $0 * strain }
        stretch(layer, normal: along, plane: along.map { 1 / $0.squareRoot() })
      }
    }
  }

  private mutating func recede(_ ageing: Ageing, to age: Double) {
    let scale = ageing.law[.bone].female.perDecade
    let field = tissue.atDeepNodes { point in
      ageing.law.recessions.reduce(Vector3.zero) {
        $0 + scale * $1.displacement(under: point, from: ageing.age, to: age)
      }
    }
    ground = zip(ground ?? Array(repeating: .zero, count: field.count), field).map { $0 + $1 }
  }

  /// Puts a skin under tension under another one, cell by cell.
  ///
  /// - Parameters:
  ///   - skin: the material of each cell as captured, which has grown into its tension.
  ///   - growth: principal values of the growth that gives the other tension, one triple per cell.
  public mutating func retension(_ skin: [Material], to growth: [Vector3]) {
    tension = zip(skin, growth).map { material, wanted in
      guard let present = material.growth else { return .identity }
      let principal = PrincipalAxes(of: present)
      let pairs = [
        (principal.values.0, principal.axes.0), (principal.values.1, principal.axes.1),
        (principal.values.2, principal.axes.2),
      ].sorted { $0.0 < $1.0 }
      // The order of the values is that of the tension: the more of it, the shorter without.
      let sorted = [wanted.x, wanted.y, wanted.z].sorted()
      return zip(pairs, sorted).reduce(Matrix3.zero) { sum, pair in
        sum + Axis.outer(pair.0.1, pair.0.1) * (pair.1 / pair.0.0)
      }
    }
  }

  // MARK: - Putting together

  mutating func stiffen(_ layer: TissueLayer, by factors: [Double]) {
    stiffness[layer] = stiffness[layer].map { zip($0, factors).map(*) } ?? factors
  }

  mutating func swell(_ layer: TissueLayer, by ratios: [Double]) {
    guard ratios.contains(where: { $0 != 1 }) else { return }
    let sides = ratios.map { Double.power($0, 1.0 / 3) }
    stretch(layer, normal: sides, plane: sides)
  }

  /// Gives the cells of a layer a shape that has directions of its own in the plane.
  ///
  /// - Parameters:
  ///   - layer: whose cells.
  ///   - growth: Fg of the triangle of a number, with its normal.
  mutating func shape(_ layer: TissueLayer, by growth: (Int, Vector3) -> Matrix3) {
    let added = (geometry.normals[layer] ?? []).enumerated().map(growth)
    shaped[layer] = shaped[layer].map { zip(added, $0).map { $0 * $1 } } ?? added
  }

  /// Shear moduli of the cells of a layer as they have become, in Pa.
  func moduli(of layer: TissueLayer) -> [Double] {
    guard let place = TissueLayer.allCases.firstIndex(of: layer) else { return [] }
    let factors = stiffness[layer]
    return tissue.sheet.corners.triangles.indices.map {
      regions[place].material(ofCell: $0).shearModulus * (factors?[$0] ?? 1)
    }
  }

  private mutating func stretch(
    _ layer: TissueLayer, normal: [Double]? = nil, plane: [Double]? = nil
  ) {
    let ones = Array(repeating: 1.0, count: tissue.sheet.corners.triangles.count)
    let (a, b) = stretches[layer] ?? (ones, ones)
    stretches[layer] = (zip(a, normal ?? ones).map(*), zip(b, plane ?? ones).map(*))
  }

  /// What has become of the tissue.
  public var result: ChangedTissue {
    var changed = ChangedTissue()
    changed.ground = ground
    for layer in TissueLayer.allCases {
      let growth = growth(of: layer)
      if growth != nil || stiffness[layer] != nil {
        changed.layers[layer] = ChangedLayer(growth: growth, stiffness: stiffness[layer])
      }
    }
    return changed
  }

  private func growth(of layer: TissueLayer) -> [Matrix3]? {
    let retensioned = layer == .skin ? tension : nil
    let local = stretches[layer].map { stretches in
      (geometry.normals[layer] ?? []).enumerated().map { t, n in
        Matrix3.identity * stretches.plane[t]
          + Matrix3(outer: n, n) * (stretches.normal[t] - stretches.plane[t])
      }
    }
    let parts = [local, creep[layer], retensioned, shaped[layer]].compactMap { $0 }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { zip($0, $1).map { $0 * $1 } }
  }
}

/// A volume that a layer cannot take, or has not got.
public struct ImpossibleChange: Error, Equatable, CustomStringConvertible {
  public var layer: TissueLayer
  /// Where, by name.
  public var place: String
  /// What was asked for, and what is there, in m³.
  public var amount: Double
  public var present: Double

  public var description: String {
    func millilitres(_ volume: Double) -> String {
      "\((100 * 1e6 * abs(volume)).rounded() / 100) mL"
    }
    let there =
      "\(layer.rawValue) of \(place), which has \(millilitres(present)): a cell must keep between a fifth and "
      + "five times its volume"
    return amount < 0
      ? "\(millilitres(amount)) cannot be taken from the \(there)"
      : "\(millilitres(amount)) do not fit into the \(there)"
  }
}
