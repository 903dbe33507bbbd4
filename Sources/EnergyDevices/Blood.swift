/// Blood as it enters the tissue.
public enum Blood {
  /// ρc in J/(m³ K): 1050 kg/m³ times 3617 J/(kg K).
  ///
  /// - Source: IT'IS database (`E038`).
  public static let volumetricCapacity = 1050.0 * 3617.0
  /// In °C; blood and the tissue on the bone share it.
  public static let temperature = 37.0
}
