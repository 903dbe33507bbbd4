extension SkinSheet {
  /// The number of equations of the layered tissue under the sheet, before it is built.
  ///
  /// Three for each node that bone does not hold: five interfaces with all nodes of the sheet and four
  /// layers with a node in the middle of each column, less the nodes of the deep interface on bone.
  ///
  /// - Parameter zones: figures in the atlas' order.
  /// - Returns: what `Assembler.equationCount` will be.
  public func equationCount(zones: [TissuePreset.Zone]) -> Int {
    let onBone = zoneOfTriangle.indices.filter { zones[zoneOfTriangle[$0]].support == .bone }
    let held = Set(onBone.flatMap { nodes(ofTriangle: $0) })
    let layers = TissueLayer.allCases.count
    let all = (layers + 1) * positions.count + layers * corners.positions.count
    return 3 * (all - held.count)
  }
}
