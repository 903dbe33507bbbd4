extension ScanJudgement {
  /// What to do when no face can be made out.
  public static let wholeFace =
    "capture the whole face from hairline to neck and ear to ear, in one pass, hair tied back"

  /// What to do at the next capture, in plain words; empty for a good scan.
  ///
  /// Only what matters for a simulation is asked for: essential zones, closed lips, a face at rest.
  public var recapture: [String] {
    if notAFace != nil { return [Self.wholeFace] }
    let poor = zones.filter { $0.isEssential && $0.verdict != .good }
    var list = viewsToAdd
    func names(_ reason: (ZoneQuality) -> Bool) -> [String] {
      poor.filter(reason).map { "the " + $0.zone.plainName }
    }
    let noisy = names { ($0.noise ?? 0) > ScanThresholds.goodNoise }
    if !noisy.isEmpty {
      list.append("go nearer and slower, in even light: \(noisy.listed(atMost: 4)) scatter")
    }
    if poor.contains(where: { ($0.meanEdge ?? 0) > ScanThresholds.goodEdge }) {
      list.append(
        "export a finer mesh: edges of 2 mm resolve lips and lids, above 5 mm they do not")
    }
    if mouth.isSuspicious { list.append("close the lips, teeth just apart") }
    if !expression.suspicions.isEmpty {
      list.append("relax the face (\(expression.suspicions.joined(separator: ", ")))")
    }
    return list
  }

  /// The views that are lacking, the one of the largest gap first.
  ///
  /// A refused scan is asked for what is missing only; a gap between open lips goes when they close.
  private var viewsToAdd: [String] {
    let missing = essential(.missing)
    let candidates = missing.isEmpty ? zones.filter(\.isEssential) : missing
    let gaps = candidates.filter {
      $0.coverage < ScanThresholds.goodCoverage
        && !($0.zone.region == "perioral" && mouth.isSuspicious)
    }.sorted { $0.openArea > $1.openArea }
    return gaps.map { CaptureView(of: $0.zone) }.uniqued.map { view in
      view.instruction(
        names: gaps.filter { CaptureView(of: $0.zone) == view }.map(\.zone.plainName))
    }
  }
}

/// From where a zone is seen.
private enum CaptureView: Hashable {
  case front, right, left, below

  init(of zone: Zone) {
    switch (zone.side, zone.region) {
    case (.right, _): self = .right
    case (.left, _): self = .left
    case (nil, "chin"), (nil, "submental"), (nil, "neck"): self = .below
    case (nil, _): self = .front
    }
  }

  /// What the subject does so that the zones are seen.
  func instruction(names: [String]) -> String {
    let zones = "the \(names.listed(atMost: 3)) \(names.count > 1 ? "are" : "is") seen"
    return switch self {
    case .front: "capture from straight ahead as well, so that \(zones)"
    case .right: "turn the head to the left so that \(zones)"
    case .left: "turn the head to the right so that \(zones)"
    case .below: "raise the chin so that \(zones)"
    }
  }
}
