import Foundation
import Pages
import Rendering
import Scenarios

/// Writes everything a run gives: tables, fields, pictures, a page, and last the manifest.
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
    var clock = result.clock
    var files = ["zones.csv", "changes.csv", "landmarks.csv"]
    try folder.write(ResultTables.zones(result), to: files[0])
    try folder.write(ResultTables.changes(result), to: files[1])
    try folder.write(ResultTables.landmarks(result), to: files[2])
    files += try writeMeasures(to: folder)
    let curves = try writeCurves(to: folder)
    files += curves.files
    files += try writeTime(to: folder)
    files += try writeTreatments(to: folder)
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
    files += try clock.time("write fields") { try FieldFiles(result).write(to: folder) }
    let subject = clock.time("decode texture") {
      OutcomeSubject(result.prepared, tone: result.scenario.skinTone)
    }
    files += try clock.time("write surfaces") {
      try SurfaceFiles(result, subject: subject).write(to: folder)
    }
    let maps = try clock.time("maps") { try StepMaps(result) }
    files += try writeMaps(maps, to: folder)
    let pictures = ResultPictures(
      result, maps: maps, subject: subject,
      caption: PictureCaption(result, caseCode: identity.caseCode), threads: result.threads)
    if !result.scenario.views.isEmpty {
      files.append("images/profile.svg")
      try folder.write(pictures.profile(), to: "images/profile.svg")
    }
    let probes = RecoilFiles(result).drawings
    files += try RecoilFiles(result).write(probes, to: folder)
    let portraits = try clock.time("pictures") {
      try pictures.draw { name, picture in
        files.append("images/\(name).png")
        try picture.write(toPNG: folder.place(of: "images/\(name).png").path)
      }
    }
    let warnings =
      self.warnings + [subject.complaint].compactMap { $0 }
      + (pictures.hasTypeface ? [] : [Typeface.missingWarning])
    files.append(RunPage.file)
    try clock.time("page") {
      let page = RunPage(
        result, identity: identity, portraits: portraits, assumptions: result.assumptions,
        warnings: warnings, probes: probes, curves: curves.drawings)
      try folder.write(try page.html(), to: RunPage.file)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let outputs = try files.sorted().map {
      RunManifest.Output(file: $0, sha256: try folder.digest(of: $0))
    }
    var timed = result
    timed.clock = clock
    let manifest = RunManifest(timed, identity: identity, warnings: warnings, outputs: outputs)
    try folder.write(try encoder.encode(manifest), to: RunFolder.manifest)
    try folder.commit()
    return (manifest, warnings, clock)
  }

  private func writeTreatments(to folder: RunFolder) throws -> [String] {
    let tables = [
      (TreatmentTables.devicesFile, TreatmentTables.devices(result)),
      (TreatmentTables.threadsFile, TreatmentTables.threads(result)),
      (TreatmentTables.seamsFile, TreatmentTables.seams(result)),
    ]
    return try tables.compactMap { file, table in
      guard let table else { return nil }
      try folder.write(table, to: file)
      return file
    }
  }

  /// What time does, where any goes by.
  private func writeTime(to folder: RunFolder) throws -> [String] {
    let tables = [
      (TimeTables.forecastFile, Forecast(result).map(TimeTables.forecast)),
      (
        TimeTables.yearsFile,
        result.equivalentYears.isEmpty ? nil : TimeTables.years(result.equivalentYears)
      ),
      (
        TimeTables.sharesFile,
        result.ageingShares.isEmpty ? nil : TimeTables.shares(result.ageingShares)
      ),
    ]
    return try tables.compactMap { file, text in
      guard let text else { return nil }
      try folder.write(text, to: file)
      return file
    }
  }

  /// The findings for clinic systems (FHIR R4).
  static let findings = "findings.fhir.json"

  /// `curves.csv`, `recovery.csv`, and `curve-STEP.svg` of every step that lasts for some seconds.
  private func writeCurves(to folder: RunFolder) throws(RunFolderError) -> (
    files: [String], drawings: [CurveDrawing]
  ) {
    let tables = CurveTables(result)
    guard !tables.isEmpty else { return ([], []) }
    try folder.write(tables.curves, to: "curves.csv")
    try folder.write(tables.recovery, to: "recovery.csv")
    let drawings = tables.drawings
    for drawing in drawings { try folder.write(drawing.svg, to: "curve-\(drawing.step).svg") }
    return (["curves.csv", "recovery.csv"] + drawings.map { "curve-\($0.step).svg" }, drawings)
  }

  /// `measures.csv`, `measures.json`, and `laxity.csv` where the face is known upright and supine.
  private func writeMeasures(to folder: RunFolder) throws -> [String] {
    let (series, laxity) = (result.measures, result.laxity)
    try folder.write(MeasureTables.measures(result), to: "measures.csv")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let report = MeasureReport(series, laxity: laxity, bars: result.errorBars)
    try folder.write(try encoder.encode(report), to: "measures.json")
    guard let laxity else { return ["measures.csv", "measures.json"] }
    try folder.write(MeasureTables.laxity(laxity, result.errorBars), to: "laxity.csv")
    return ["measures.csv", "measures.json", "laxity.csv"]
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
    list += result.prepared.sessions.flatMap(\.warnings) + liftWarnings
    list += result.prepared.threadWarnings
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

  /// More than this is not told of one session with an energy device, in m: 1 to 3 mm are, by three-dimensional scans.
  private static let plausibleLift = 4e-3

  /// Sessions that lift a zone farther than was ever measured.
  private var liftWarnings: [String] {
    result.steps.enumerated().compactMap { number, step in
      guard case .treat(.session(let session)) = step.action else { return nil }
      let before =
        number > 0 ? result.steps[number - 1].zones.map(\.lift) : step.zones.map { _ in 0 }
      let lifts = zip(step.zones, before).map { (zone: $0.zone, lift: $0.lift - $1) }
      guard let most = lifts.max(by: { $0.lift < $1.lift }), most.lift > Self.plausibleLift else {
        return nil
      }
      return String(
        format: "%@: %@ lifts %@ by %.1f mm; more than 4 mm from one session was never measured",
        step.id, session.device, most.zone, 1e3 * most.lift)
    }
  }
}
