/// One of the ways in which a face ages; each can be switched off.
public enum AgeingTerm: String, CaseIterable, Codable, Sendable {
  case skinThickness = "skin-thickness"
  case skinModulus = "skin-modulus"
  case skinTension = "skin-tension"
  case fatModulus = "fat-modulus"
  case ligamentStiffness = "ligament-stiffness"
  case ligamentLength = "ligament-length"
  case fatVolume = "fat-volume"
  case bone
  case gravityCreep = "gravity-creep"

  /// Whether it goes with the age of the skin, which sun and smoke bring forward.
  var isOfSkin: Bool {
    switch self {
    case .skinThickness, .skinModulus, .skinTension: true
    case .fatModulus, .ligamentStiffness, .ligamentLength, .fatVolume, .bone, .gravityCreep: false
    }
  }
}

/// The two camps of the literature on what becomes of the fat of the face.
public enum FatVolumePreset: String, CaseIterable, Codable, Sendable {
  /// Fat is lost high up and gained low down.
  case descent
  /// Fat is lost everywhere.
  case volumeLoss = "volume-loss"
}

/// What makes skin older than its years.
public enum SkinExposure: String, CaseIterable, Codable, Sendable {
  case heavySmoking = "heavy-smoking"
  case heavySun = "heavy-sun"
}
