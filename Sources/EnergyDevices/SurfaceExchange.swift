/// What touches a ring of the surface: air, or the tip of a device, cooled or not.
public struct SurfaceExchange: Sendable, Equatable {
  /// h in W/(m² K); 0 for an insulated surface, 10⁸ and more for one that is held at the temperature.
  public var coefficient: Double
  /// In °C.
  public var temperature: Double
  /// Inner and outer radius in m; both have to be borders of columns.
  public var ring: ClosedRange<Double>

  public init(coefficient: Double, temperature: Double, ring: ClosedRange<Double> = 0...1) {
    (self.coefficient, self.temperature, self.ring) = (coefficient, temperature, ring)
  }
}
