import Rendering
import Scenarios

extension SkinQuantity {
  /// What titles of pictures begin with.
  public var name: String {
    switch self {
    case .lift: "Lift"
    case .displacement: "Displacement"
    case .normal: "Displacement along the normal"
    case .stretch: "Stretch of the skin"
    case .tension: "Tension of the skin"
    }
  }

  /// What stands beside the colour bar.
  public var title: String {
    switch self {
    case .lift: "Lift, up positive"
    case .displacement: "Displacement"
    case .normal: "Displacement along the normal, outward positive"
    case .stretch: "Largest stretch of the skin"
    case .tension: "Tension of the skin"
    }
  }

  /// One scale for several maps, so that they can be compared.
  public func scale(for maps: [SkinMap]) -> ColorScale {
    let extreme = ColorScale.niceExtreme(of: maps.flatMap(\.values))
    let step = ColorScale.contourStep(upTo: extreme)
    return isSigned
      ? .signed(upTo: extreme, title: title, unit: unit, contourStep: step)
      : .magnitude(upTo: extreme, title: title, unit: unit, contourStep: step)
  }
}

extension Legend {
  /// What grey means on maps; nil where nothing is grey.
  ///
  /// - Parameters:
  ///   - maps: that the legend stands under.
  ///   - showsMore: whether the pictures show more than the simulated face.
  /// - Returns: one entry.
  public static func grey(of maps: [SkinMap], showsMore: Bool) -> Legend? {
    let words = [
      maps.contains { !$0.bars.isEmpty } ? "within the 95 % error bar at that place" : nil,
      showsMore ? "not simulated" : nil,
    ].compactMap(\.self)
    return words.isEmpty
      ? nil : Legend([.init(ColorScale.deadColor, words.joined(separator: ", or "))])
  }
}
