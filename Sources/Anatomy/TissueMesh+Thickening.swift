import Tensors

extension TissueMesh {
  /// The tissue with one layer thicker along its columns.
  ///
  /// The skin stays where it is, the other layers keep their thickness, and all that lies deeper moves along the
  /// column. Cells change as little as that: nothing is untangled anew.
  ///
  /// - Parameters:
  ///   - layer: which.
  ///   - fraction: of the thickness that is there, above −1.
  ///   - zones: numbers of the zones whose tissue it is, smooth over `TissueThickness.transition` at their border;
  ///     the whole body, beyond the cut rim as well, when nil.
  /// - Returns: the same cells on other nodes.
  public func thickened(_ layer: TissueLayer, by fraction: Double, in zones: Set<Int>?)
    -> TissueMesh
  {
    let fractions = atSheetNodes(zones).map { fraction * $0 }
    let (order, count) = (TissueColumns.order(of: layer), fractions.count)
    var result = self
    for (i, fraction) in fractions.enumerated() {
      let inner = mesh.positions[order * count + i]
      let move = fraction * (inner - mesh.positions[(order + 1) * count + i])
      for k in 0...order { result.mesh.positions[k * count + i] += move }
    }
    result.centreUprightEdges()
    for v in sheet.corners.positions.indices {
      result.thickness.layers[layer]?[v] *= 1 + fractions[v]
    }
    return result
  }

  /// Values of the zones at all nodes, smooth over `TissueThickness.transition` along the skin, the same in all layers.
  ///
  /// - Parameter values: one per zone in the atlas' order.
  /// - Returns: one per node of the mesh.
  public func atNodes(ofZones values: [Double]) -> [Double] {
    let atSheet = atSheetNodes(ofTriangles: sheet.zoneOfTriangle.map { values[$0] })
    let interfaces = (0...TissueLayer.allCases.count).flatMap { _ in atSheet }
    let upright = TissueLayer.allCases.flatMap { _ in
      atSheet.prefix(sheet.corners.positions.count)
    }
    return interfaces + upright
  }

  /// Values of the zones at the middle of all triangles of the skin, smooth over `TissueThickness.transition`.
  ///
  /// - Parameter values: one per zone in the atlas' order.
  /// - Returns: one per triangle of the sheet.
  public func atTriangles(ofZones values: [Double]) -> [Double] {
    sheet.smoothedZones.field(of: values) {
      let corners = atSheetCorners(ofTriangles: sheet.zoneOfTriangle.map { values[$0] })
      return sheet.corners.triangles.map { t in
        (0..<3).reduce(0) { $0 + corners[Int(t[$1])] } / 3
      }
    }
  }

  /// Values given under the corners of the undeformed skin, at the nodes of the deep surface; zero at all others.
  ///
  /// - Parameter value: of a point of the undeformed atlas, in m.
  /// - Returns: one per node of the mesh.
  public func atDeepNodes(_ value: (Vector3) -> Vector3) -> [Vector3] {
    var field = [Vector3](repeating: .zero, count: mesh.positions.count)
    let corners = sheet.undeformed.positions.map(value)
    for (v, value) in corners.enumerated() { field[v] = value }
    for (k, e) in sheet.topology.edges.enumerated() {
      field[corners.count + k] = (corners[Int(e.x)] + corners[Int(e.y)]) / 2
    }
    return field
  }

  /// Which triangles have fat in the deep layer, and nothing else that has a name.
  public func hasDeepFat(_ anatomy: DeepAnatomy) -> [Bool] {
    sheet.corners.triangles.indices.map {
      anatomy.structure(at: sheet.undeformedMiddle(ofTriangle: $0)) == nil
    }
  }

  /// How much each node of the sheet belongs to some zones, from 0 to 1.
  private func atSheetNodes(_ zones: Set<Int>?) -> [Double] {
    guard let zones else { return sheet.positions.map { _ in 1 } }
    return atSheetNodes(ofTriangles: sheet.zoneOfTriangle.map { zones.contains($0) ? 1 : 0 })
  }

  private func atSheetNodes(ofTriangles values: [Double]) -> [Double] {
    let corners = atSheetCorners(ofTriangles: values)
    return corners + sheet.topology.edges.map { (corners[Int($0.x)] + corners[Int($0.y)]) / 2 }
  }

  private func atSheetCorners(ofTriangles values: [Double]) -> [Double] {
    SurfaceSmoother(sheet.corners, topology: sheet.topology).field(
      on: sheet.corners, ofTriangles: values, over: TissueThickness.transition)
  }

  /// Puts the nodes of upright edges half-way between their ends.
  private mutating func centreUprightEdges() {
    let (count, corners) = (sheet.positions.count, sheet.corners.positions.count)
    for layer in TissueLayer.allCases.indices {
      for v in 0..<corners {
        let (inner, outer) = (layer * count + v, (layer + 1) * count + v)
        mesh.positions[5 * count + layer * corners + v] =
          (mesh.positions[inner] + mesh.positions[outer]) / 2
      }
    }
  }
}
