import Foundation
import Meshes
import Rendering
import Scenarios
import Tensors

/// Writes everything a run gives: tables, fields, pictures, and last the manifest.
public struct RunReport {
  private let result: ScenarioResult
  private let identity: RunIdentity
  private let wantsFindings: Bool

  /// - Parameters:
  ///   - result: of the run.
  ///   - identity: of the run.
  ///   - wantsFindings: whether the findings for clinic systems are written as well.
  public init(_ result: ScenarioResult, identity: RunIdentity, wantsFindings: Bool = false) {
    (self.result, self.identity, self.wantsFindings) = (result, identity, wantsFindings)
  }

  /// Writes into `folder` and commits it.
  ///
  /// - Returns: the manifest, what the user should know beside the results, and the stages with those of writing.
  /// - Throws: `RunFolderError` or `PictureError`.
  public func write(to folder: RunFolder) throws -> (
    manifest: RunManifest, warnings: [String], clock: StageClock
  ) {
    var result = result
    var files = ["zones.csv", "changes.csv", "landmarks.csv"]
    try folder.write(ResultTables.zones(result), to: files[0])
    try folder.write(ResultTables.changes(result), to: files[1])
    try folder.write(ResultTables.landmarks(result), to: files[2])
    files += try result.clock.time("measure") { try writeMeasures(to: folder) }
    if let sensitivities = SensitivityTable.text(result) {
      files.append(SensitivityTable.file)
      try folder.write(sensitivities, to: SensitivityTable.file)
    }
    if !result.prepared.misfits.isEmpty {
      files.append("registration.csv")
      try folder.write(ResultTables.registration(result.prepared.misfits), to: "registration.csv")
    }
    if wantsFindings {
      try folder.write(try ClinicalFindings(result, identity: identity).data(), to: Self.findings)
      files.append(Self.findings)
    }
    files += try result.clock.time("write fields") { try writeFields(to: folder) }
    let subject = result.clock.time("decode texture") { OutcomeSubject(result.prepared) }
    files += try result.clock.time("write surfaces") { try writeSurfaces(subject, to: folder) }
    let maps = try result.clock.time("maps") { try StepMaps(self.result) }
    files += try writeMaps(maps, to: folder)
    let pictures = ResultPictures(
      result, maps: maps, subject: subject,
      caption: PictureCaption(result, caseCode: identity.caseCode), threads: result.threads)
    if !result.scenario.views.isEmpty {
      files.append("images/profile.svg")
      try folder.write(pictures.profile(), to: "images/profile.svg")
    }
    try result.clock.time("pictures") {
      try pictures.draw { name, picture in
        files.append("images/\(name).png")
        try picture.write(toPNG: folder.place(of: "images/\(name).png").path)
      }
    }
    let warnings =
      self.warnings + [subject.complaint].compactMap { $0 }
      + (pictures.hasTypeface ? [] : [Typeface.missingWarning])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let outputs = try files.sorted().map {
      RunManifest.Output(file: $0, sha256: try folder.digest(of: $0))
    }
    let manifest = RunManifest(result, identity: identity, warnings: warnings, outputs: outputs)
    try folder.write(try encoder.encode(manifest), to: RunFolder.manifest)
    try folder.commit()
    return (manifest, warnings, result.clock)
  }

  /// The findings for clinic systems (FHIR R4).
  static let findings = "findings.fhir.json"

  /// `measures.csv`, `measures.json`, and `laxity.csv` where the face is known upright and supine.
  private func writeMeasures(to folder: RunFolder) throws -> [String] {
    let (series, laxity) = (MeasureSeries(result), result.laxity)
    try folder.write(MeasureTables.measures(series, result.errorBars), to: "measures.csv")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let report = MeasureReport(series, laxity: laxity, bars: result.errorBars)
    try folder.write(try encoder.encode(report), to: "measures.json")
    guard let laxity else { return ["measures.csv", "measures.json"] }
    try folder.write(MeasureTables.laxity(laxity, result.errorBars), to: "laxity.csv")
    return ["measures.csv", "measures.json", "laxity.csv"]
  }

  /// One `.vtu` per step, and a `.pvd` that lists them; positions as in the scan, in mm.
  private func writeFields(to folder: RunFolder) throws(RunFolderError) -> [String] {
    let prepared = result.prepared
    var (mesh, nodes) = prepared.face.tissue.underFace()
    mesh.positions = mesh.positions.map { prepared.frame.scan($0) }
    let layers = mesh.blocks.enumerated().flatMap { [UInt8](repeating: UInt8($0), count: $1.count) }
    let zones = mesh.blocks.flatMap { _ in
      prepared.face.tissue.sheet.faceTriangles.map {
        UInt8(prepared.face.tissue.sheet.zoneOfTriangle[$0])
      }
    }
    var names: [String] = []
    for step in result.steps {
      let name = "fields/\(step.id).vtu"
      let moved = nodes.map { 1e3 * prepared.frame.scan(vector: step.displacements[$0]) }
      let writer = VTUWriter(
        mesh: mesh,
        fields: [
          .nodeVectors(name: "displacement_mm", moved), .cellNumbers(name: "layer", layers),
          .cellNumbers(name: "zone", zones),
        ])
      try folder.write(writer.data(), to: name)
      names.append(name)
    }
    let sets = result.steps.enumerated().map { number, step in
      "<DataSet timestep=\"\(number)\" file=\"\(step.id).vtu\"/>"
    }
    try folder.write(
      """
      <?xml version="1.0"?>
      <VTKFile type="Collection" version="1.0" byte_order="LittleEndian">
      <Collection>
      \(sets.joined(separator: "\n"))
      </Collection>
      </VTKFile>

      """, to: "fields/steps.pvd")
    return names + ["fields/steps.pvd"]
  }

  /// One `.ply` per step: the simulated skin as captured, with the numbers that maps show.
  private func writeMaps(_ maps: StepMaps, to folder: RunFolder) throws(RunFolderError) -> [String]
  {
    var names: [String] = []
    for (number, step) in result.steps.enumerated() {
      names.append(RecordedSkin.file(of: step.id))
      try folder.write(
        RecordedSkin.bytes(result, step: step, maps: maps.all(ofStep: number)), to: names[number])
    }
    return names
  }

  /// One `.ply` per step: the scan as it is then, in mm, in the axes and the pose of its file.
  private func writeSurfaces(_ subject: OutcomeSubject, to folder: RunFolder)
    throws(RunFolderError) -> [String]
  {
    let prepared = result.prepared
    guard prepared.detail != nil else { return [] }
    let colours = subject.paint?.vertexColours(of: subject.surface) ?? []
    var names: [String] = []
    for step in result.steps {
      var moved = subject.displaced(by: step.displacements)
      moved.positions = moved.positions.map { 1e3 * prepared.frame.scan($0) }
      moved.colours = colours
      let bytes = PLYWriter.bytes(
        of: moved, precision: .float,
        comments: ["units mm", "step \(step.id)", "a simulation, not a prediction"])
      names.append("surfaces/\(step.id).ply")
      try folder.write(Data(bytes), to: "surfaces/\(step.id).ply")
    }
    return names
  }

  /// What must be said with the results.
  private var warnings: [String] {
    var list: [String] = []
    if result.rest.roundTripMaximum > 1e-6 {
      list.append(
        String(
          format:
            "the rest shape, loaded again, misses the scan by up to %.4f mm (0.001 is wanted)",
          1e3 * result.rest.roundTripMaximum))
    }
    for response in result.responses where !response.isSettled {
      list.append(
        "error bars: the response to \(response.parameter.name) has not settled; its part may be off"
      )
    }
    if let scan = result.prepared.scan {
      for line in scan.report.changes {
        list.append(
          "repaired: \(line.count) \(line.kind.title)" + (line.note.isEmpty ? "" : ", \(line.note)")
        )
      }
      list += scan.warnings
    }
    list += (result.prepared.judgement?.warnings ?? []).map { "scan: \($0)" }
    let tissue = result.prepared.face.tissue
    if tissue.minimumScaledJacobian < 0.1 {
      list.append(
        String(
          format: "a cell has a scaled Jacobian of %.3f (0.1 is wanted): results near it are poor",
          tissue.minimumScaledJacobian))
    }
    if let registration = result.prepared.registration, registration.residual95 > 2e-3 {
      list.append(
        String(
          format: "the scan is met within %.1f mm at 95 %% of the face only (2 mm is wanted)",
          1e3 * registration.residual95))
    }
    return list
  }
}
