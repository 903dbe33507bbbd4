import Anatomy

/// What two runs were asked for, where it differs, in plain words.
struct CaseDifference {
  let a: RunFacts
  let b: RunFacts

  /// One line for each difference; empty for runs of the same case.
  var lines: [String] {
    let whole =
      differing("title", a.title, b.title) + differing("program", a.turgor, b.turgor)
      + (a.isSameFace(as: b) ? [] : ["face: another scan in each run"])
      + differing("captured", a.captured, b.captured)
      + differing("mesh", "\(a.nodes) nodes", "\(b.nodes) nodes")
    return whole + rules + tissue + scenario + steps
  }

  private func differing(_ what: String, _ inA: String, _ inB: String) -> [String] {
    inA == inB ? [] : ["\(what): \(inA) in A, \(inB) in B"]
  }

  private var rules: [String] {
    func only(_ own: RunFacts, _ other: RunFacts, _ name: String) -> [String] {
      own.subjectRules.filter { !other.subjectRules.contains($0) }
        .map { "subject: only in \(name): \($0)" }
    }
    return only(a, b, "A") + only(b, a, "B")
  }

  // MARK: - Steps

  private var steps: [String] {
    a.steps.flatMap { step -> [String] in
      guard let other = b.steps.first(where: { $0.id == step.id }) else { return [] }
      let action = differing("step \(step.id)", step.action, other.action)
      return action.isEmpty
        ? differing("in force in step \(step.id)", step.conditions, other.conditions) : action
    }
  }

  // MARK: - Tissue

  private struct Change: Hashable {
    var what: String
    var inA: String
    var inB: String
  }

  /// Figures that differ, the zones of one change on one line.
  private var tissue: [String] {
    let zones = Zone.regions.flatMap { region in
      region.isPaired ? ["\(region.name).left", "\(region.name).right"] : [region.name]
    }
    var order: [Change] = []
    var places: [Change: [String]] = [:]
    for layer in (a.tissue + b.tissue).map(\.layer).uniqued {
      for zone in zones {
        let (x, y) = (a.figure(of: layer, in: zone), b.figure(of: layer, in: zone))
        for change in changes(of: layer, x, y) {
          if places[change] == nil { order.append(change) }
          places[change, default: []].append(zone)
        }
      }
    }
    return order.map { change in
      let changed = places[change] ?? []
      let place = changed.count == zones.count ? "the whole face" : changed.joined(separator: ", ")
      return "\(change.what): \(change.inA) in A, \(change.inB) in B (\(place))"
    }
  }

  private func changes(
    of layer: String, _ x: RunFacts.TissueFigure?, _ y: RunFacts.TissueFigure?
  ) -> [Change] {
    guard let x, let y else { return [] }
    let modulus = Change(what: "stiffness of \(layer)", inA: x.modulus, inB: y.modulus)
    let thickness = Change(
      what: "thickness of \(layer)", inA: x.thickness.text, inB: y.thickness.text)
    return (x.modulus == y.modulus ? [] : [modulus])
      + (x.isAsThick(as: y) ? [] : [thickness])
  }

  // MARK: - The scenario as it was run

  /// Steps, stiffness and thickness are told in their own words; what was expected changes no result.
  private static let toldElsewhere = [
    "title", "steps", "expect", "tissue.layers", "tissue.zones",
  ]

  private var scenario: [String] {
    guard !a.scenario.isEmpty, !b.scenario.isEmpty else { return [] }
    let paths = Set(a.scenario.keys).union(b.scenario.keys).sorted().filter { path in
      !Self.toldElsewhere.contains {
        path == $0 || path.hasPrefix("\($0).") || path.hasPrefix("\($0)[")
      }
    }
    return paths.flatMap { path in
      differing(
        "scenario \(path)", a.scenario[path] ?? "left out", b.scenario[path] ?? "left out")
    }
  }
}

extension RunFacts {
  /// The figure of a layer that holds in a zone.
  fileprivate func figure(of layer: String, in zone: String) -> TissueFigure? {
    let names = ["face", zone, zone.split(separator: ".").first.map(String.init) ?? zone]
    return tissue.first { $0.layer == layer && $0.zones.contains(where: names.contains) }
  }
}

extension RunFacts.TissueFigure {
  /// Whether the thicknesses may be the same.
  ///
  /// A row gives the thinnest and the thickest of its zones. Where the rows hold other zones, the range of fewer
  /// zones lies within the other if nothing differs.
  fileprivate func isAsThick(as other: Self) -> Bool {
    if zones == other.zones { return thickness == other.thickness }
    return thickness.contains(other.thickness) || other.thickness.contains(thickness)
  }
}

extension ClosedRange<Double> {
  /// In mm, one number where both ends are the same.
  fileprivate var text: String {
    let ends = [figure(lowerBound), figure(upperBound)]
    return (ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")) + " mm"
  }
}

extension Array where Element: Hashable {
  /// Without repetitions, in the order of first appearance.
  fileprivate var uniqued: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
