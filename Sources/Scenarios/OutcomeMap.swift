/// A kind of picture in which colours stand for something.
public enum OutcomeMap: String, CaseIterable, Sendable {
  /// Numbers of every place of the skin: see `SkinQuantity`.
  case lift, displacement, normal, stretch, tension
  /// The zones of the face, by name.
  case zones
  /// The layers of the tissue, in a face that is cut open.
  case layers

  /// The number that it shows; nil where colours stand for names.
  public var quantity: SkinQuantity? { SkinQuantity(rawValue: rawValue) }

  /// What is drawn where nothing else is asked for.
  public static let standard: [OutcomeMap] = [.displacement, .lift]
}
