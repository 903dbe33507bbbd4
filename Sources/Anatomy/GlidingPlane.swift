/// A space between two sheets of fascia in which they slide, as a thin soft layer inside the deep one.
public struct GlidingPlane: Sendable, Equatable {
  public var name: String
  public var outline: SideOutline
  /// In m.
  public var thickness: Double
  /// In Pa.
  public var shearModulus: Double
  public var source: String
  public var confidence: Confidence

  /// The shear modulus of a layer with this plane in it, in Pa.
  ///
  /// Sheared along, layer and plane are in series: h/μ′ = (h − t)/μ + t/μₚ. The mixture is as soft against
  /// stretching, which overstates it; what a plane does is to let the sheets shear past each other.
  ///
  /// - Parameters:
  ///   - modulus: μ of the layer without the plane, in Pa.
  ///   - depth: h of the layer, in m; the plane takes half of it at most.
  /// - Returns: μ′ in Pa.
  public func softened(_ modulus: Double, depth: Double) -> Double {
    let part = min(thickness / depth, 0.5)
    return 1 / ((1 - part) / modulus + part / shearModulus)
  }
}
