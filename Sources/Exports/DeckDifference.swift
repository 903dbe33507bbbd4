/// Something that a deck says otherwise than Turgor computes it.
public struct DeckDifference: Sendable, Equatable {
  /// What the format has no word for.
  public var what: String
  /// What stands in its place.
  public var instead: String

  public init(_ what: String, instead: String) { (self.what, self.instead) = (what, instead) }
}
