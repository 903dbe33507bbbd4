/// The version of Turgor; every file and text that states it takes it from here.
public enum TurgorVersion {
  public static let current = "0.1.0"
}
