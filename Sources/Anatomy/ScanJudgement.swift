import Meshes
import Scans
import Tensors

/// What a scan is worth: zone by zone, and as a whole.
public struct ScanJudgement: Sendable {
  public enum Verdict: String, Codable, Sendable {
    case good
    /// Usable with wider error bars.
    case usable
    /// Not to be simulated: what matters was not scanned, or it is no face.
    case refused
  }

  /// In the order of the atlas.
  public var zones: [ZoneQuality]
  public var symmetry: FacialSymmetry
  public var mouth: MouthFinding
  public var expression: ExpressionFinding
  /// nil if the axes of the file tell nothing.
  public var pose: HeadPose?
  /// What the scan shows at the middle of each triangle of the atlas.
  public var findings: [ScanSight.Finding]
  /// Why the surface cannot be a face; nil if it can.
  public var notAFace: String?
  /// Whether the repair has left a warning.
  private var hasWarnings: Bool

  /// Judges a scan that the atlas was laid onto.
  ///
  /// - Parameters:
  ///   - scan: after repair, its report located.
  ///   - registration: of the atlas on `scan`.
  ///   - atlas: with its zones.
  ///   - landmarks: in m, in the frame of the scan; those that are known.
  ///   - frame: of the head.
  public init(
    scan: RepairedScan, registration: Registration, atlas: Atlas, landmarks: [String: Vector3],
    frame: HeadFrame
  ) {
    let laid = LaidZones(registration, atlas: atlas)
    let pieces = laid.pieces
    findings = ScanSight(scan).findings(
      at: pieces.map(\.middle), normals: pieces.map(\.normal))
    let isSeen = findings.map { if case .seen = $0 { true } else { false } }
    zones = ZoneQuality.measure(
      laid, scan: scan, findings: findings, residuals: registration.residuals)
    symmetry = FacialSymmetry(laid, atlas: atlas.surface, isSeen: isSeen)
    let size = registration.similarity.scale
    mouth = MouthFinding(landmarks: landmarks, report: scan.report, size: size)
    expression = ExpressionFinding(landmarks: landmarks, frame: frame, size: size)
    pose = HeadPose(frame)
    hasWarnings = !scan.warnings.isEmpty
    notAFace = Self.whyNotAFace(zones, registration, atlas: atlas.surface)
  }

  private static func whyNotAFace(
    _ zones: [ZoneQuality], _ registration: Registration, atlas: TriangleSurface
  ) -> String? {
    let area = zones.reduce(0) { $0 + $1.area }
    let open = zones.reduce(0) { $0 + $1.openArea }
    if open > (1 - ScanThresholds.leastFace) * area {
      return "only \(Int((100 * (1 - open / area)).rounded())) % of a face was found in the surface"
    }
    let bend = registration.bend(of: atlas)
    if bend > ScanThresholds.mostBend {
      return
        "no face was found: the atlas had to bend by \(Int((1e3 * bend).rounded())) mm to fit"
    }
    return nil
  }

  /// The essential zones with this verdict.
  public func essential(_ verdict: ZoneQuality.Verdict) -> [ZoneQuality] {
    zones.filter { $0.isEssential && $0.verdict == verdict }
  }

  public var verdict: Verdict {
    if notAFace != nil || !essential(.missing).isEmpty { return .refused }
    let isClean =
      essential(.usable).isEmpty && !mouth.isSuspicious && expression.suspicions.isEmpty
      && !hasWarnings
    return isClean ? .good : .usable
  }

  /// Why the scan is refused; nil if it is not.
  public var refusal: String? {
    if let notAFace { return notAFace }
    let missing = essential(.missing)
    return missing.isEmpty
      ? nil : "not scanned: " + missing.map(\.zone.plainName).listed(atMost: 6)
  }

  /// What should be said of the zones when they are used all the same, one line per shortcoming.
  public var warnings: [String] {
    var list: [String] = []
    let missing = zones.filter { $0.verdict == .missing }
    if !missing.isEmpty {
      list.append(
        "not scanned, and guessed from the shape of the atlas: "
          + missing.map(\.zone.name).listed(atMost: 12))
    }
    let usable = zones.filter { $0.verdict == .usable }
    for reason in usable.flatMap(\.shortcomings).uniqued {
      let names = usable.filter { $0.shortcomings.contains(reason) }.map(\.zone.name)
      list.append("wider error bars (\(reason)): \(names.listed(atMost: 12))")
    }
    if mouth.isSuspicious { list.append("the mouth seems to be open") }
    return list + expression.suspicions.map { "the face seems not to be at rest: \($0)" }
  }
}

extension Zone {
  /// As one says it: `right cheek`.
  public var plainName: String {
    let noun = region == "perioral" ? "mouth area" : region.replacing("-", with: " ")
    return (side.map { "\($0.rawValue) " } ?? "") + noun
  }
}

extension Registration {
  /// Root mean square distance between the atlas as it lies on the scan and the atlas only turned,
  /// moved and scaled there, in m on a face of its size, where the scan has something to say.
  func bend(of atlas: TriangleSurface) -> Double {
    let met = residuals.indices.filter { !residuals[$0].isNaN }
    guard met.count >= Similarity.leastPoints else { return .infinity }
    let rigid = Similarity.fitting(
      met.map { atlas.positions[$0] }, to: met.map { surface.positions[$0] })
    let squares = met.reduce(0) { sum, i in
      let gap = rigid(atlas.positions[i]) - surface.positions[i]
      return sum + gap.dot(gap)
    }
    return (squares / Double(met.count)).squareRoot() / rigid.scale
  }
}

extension [String] {
  /// With commas and "and"; what is over `count` is only counted.
  func listed(atMost most: Int) -> String {
    let shown = prefix(most) + (count > most ? ["\(count - most) more"] : [])
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

}

extension Array where Element: Hashable {
  /// Without repetitions, in the order of first appearance.
  var uniqued: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
