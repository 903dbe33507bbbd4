import Tensors

/// What a face is made of in a picture.
public struct SkinMaterial: Sendable {
  /// Share of the light that is scattered back, per channel.
  public var albedo: LinearColor
  /// How far light spreads below the surface before it comes out, one standard deviation in m.
  public var scattering: Vector3
  /// Roughness α of the microfacets at the surface.
  public var roughness: Double
  /// Reflectance at perpendicular incidence; (n − 1)²/(n + 1)² with n = 1.44 for moist skin.
  public var reflectance: Double

  public init(albedo: LinearColor, scattering: Vector3, roughness: Double, reflectance: Double) {
    (self.albedo, self.scattering) = (albedo, scattering)
    (self.roughness, self.reflectance) = (roughness, reflectance)
  }

  /// Skin of a tone.
  ///
  /// Red light spreads widest, which is what softens the edges of its shadows. Tones differ in albedo
  /// alone: pigment lies above the dermis where light spreads, and the surface reflects alike.
  ///
  /// - Source: the ratios of `scattering` are those of the diffuse mean free paths 3.67, 1.37 and
  ///   0.68 mm of Jensen & Buhler, *A rapid hierarchical rendering technique for translucent
  ///   materials* (2002), Table 1 (skin), at a third; `roughness` is chosen by eye.
  public static func skin(_ tone: SkinTone) -> SkinMaterial {
    SkinMaterial(
      albedo: tone.albedo, scattering: Vector3(1.2e-3, 0.45e-3, 0.22e-3), roughness: 0.28,
      reflectance: 0.034)
  }

  /// Matte plaster, for judging shape alone.
  public static let plaster = SkinMaterial(
    albedo: LinearColor(sRGBGray: 0.86), scattering: .zero, roughness: 0.7, reflectance: 0.02)
}
