import Meshes

/// Makes a scan fit for registration: one oriented manifold sheet in metres, all of it reported.
///
/// The order matters: sizes need the unit, topology needs welded vertices, orientation needs edges of
/// two faces, and only a clean sheet is thinned out; spikes go before holes are filled, so that what they
/// tore is filled as well; cuts are looked for at the end.
public enum ScanRepair {
  /// Repairs the surface of a file.
  ///
  /// The same surface gives the same bits. Positions keep the axes of the file.
  ///
  /// - Parameters:
  ///   - raw: as a reader gives it, in the unit of the file.
  ///   - unit: of the file, where it is known; else it is told by the size.
  ///   - limits: what may be done.
  ///   - file: what the scan is called in messages.
  /// - Returns: the scan in m, with the report.
  /// - Throws: `ScanError`, with what to capture anew.
  public static func repair(
    _ raw: TriangleSurface, unit: LengthUnit? = nil, limits: RepairLimits = .init(),
    file: String = "scan"
  ) throws(ScanError) -> RepairedScan {
    var report = RepairReport()
    let unit = try self.unit(of: raw, stated: unit, file: file, report: &report)
    var surface = Scan.inMetres(raw, from: unit)

    let unused = surface.unreferencedVertices
    report.add(.unreferencedVertex, at: unused.map { surface.positions[$0] })
    VertexWeld.apply(to: &surface, report: &report)
    var wounds = UnusableVertices.remove(from: &surface, report: &report)
    cleanTopology(of: &surface, report: &report)
    guard !surface.triangles.isEmpty else {
      throw .nothingLeft(file: file, triangles: raw.triangles.count)
    }
    var dense: TriangleSurface?
    if surface.triangles.count > limits.triangles {
      dense = surface
      Decimation.apply(to: &surface, limits: limits, report: &report)
    }
    wounds.formUnion(Spikes.remove(from: &surface, report: &report))
    wounds.formUnion(SurfaceCuts.removeSmall(from: &surface, report: &report))
    // What hung on removed faces alone.
    Islands.apply(to: &surface, report: &report)
    let given = surface.triangles.count
    HoleFilling.apply(to: &surface, wounds: wounds, limits: limits, report: &report)
    SurfaceCuts.report(in: surface, to: &report)
    surface.removeUnreferencedVertices()
    report.condense()

    let scan = RepairedScan(
      surface: surface, unit: unit, report: report, original: raw,
      filled: given..<surface.triangles.count, dense: dense)
    guard scan.area >= limits.leastArea else {
      throw .tooSmall(file: file, area: scan.area, least: limits.leastArea)
    }
    let rough = report.count(of: .selfIntersection) + report.count(of: .cutFace)
    guard Double(rough) <= limits.mostRough * Double(surface.triangles.count) else {
      throw .tooRough(file: file, places: rough, triangles: surface.triangles.count)
    }
    return scan
  }

  /// Makes one oriented manifold piece of a surface whose vertices are welded.
  static func cleanTopology(of surface: inout TriangleSurface, report: inout RepairReport) {
    DegenerateFaces.apply(to: &surface, report: &report)
    DuplicateFaces.apply(to: &surface, report: &report)
    NonManifoldFaces.apply(to: &surface, report: &report)
    Islands.apply(to: &surface, report: &report)
    FaceOrientation.apply(to: &surface, report: &report)
  }

  private static func unit(
    of raw: TriangleSurface, stated: LengthUnit?, file: String, report: inout RepairReport
  ) throws(ScanError) -> LengthUnit {
    if let stated {
      try UnitDetection.check(stated, of: raw, file: file)
      return stated
    }
    let unit = try UnitDetection.unit(of: raw, file: file)
    report.add(
      .init(
        .unit, count: 1, note: "the numbers are taken as \(unit.rawValue), by the size of the face")
    )
    return unit
  }
}

extension TriangleSurface {
  /// The vertices with a position that no triangle uses.
  var unreferencedVertices: [Int] {
    var isUsed = [Bool](repeating: false, count: positions.count)
    for t in triangles { for c in 0..<3 { isUsed[Int(t[c])] = true } }
    return positions.indices.filter { !isUsed[$0] }
  }
}
