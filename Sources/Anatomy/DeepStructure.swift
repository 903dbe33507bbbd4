/// What fills the deep layer in place of fat: the masseter with the parotid gland on it.
public struct DeepStructure: Sendable, Equatable {
  public var name: String
  public var outline: SideOutline
  /// Shear modulus at rest in Pa, in place of that of the deep layer.
  public var shearModulus: Double
  /// What lies behind the modelled tissue, where the zone is not on bone.
  public var support: TissuePreset.Support
  public var source: String
  public var confidence: Confidence
}
