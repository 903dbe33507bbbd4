import Documents

/// Why a setting was refused.
public enum DeviceSettingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No such setting; with the name, the device and what can be set.
  case unknown(String, device: String, settings: [String])
  /// The device fixes it.
  case fixed(String, device: String, value: Double)
  case outOfRange(
    String, device: String, found: Double, allowed: ClosedRange<Double>, source: String)
  /// Two figures exclude each other, or the tissue cannot be treated so; in words.
  case impossible(device: String, String)

  public var description: String {
    switch self {
    case .unknown(let key, let device, let settings):
      "\(device): \"\(key)\" cannot be set; there are \(allowedWords(settings, near: key))"
    case .fixed(let key, let device, let value):
      "\(device): \(key) is fixed at \(plain(value)) and cannot be set"
    case .outOfRange(let key, let device, let found, let allowed, let source):
      "\(device): \(key) = \(plain(found)) is outside \(plain(allowed.lowerBound)) to "
        + "\(plain(allowed.upperBound)) (\(source))"
    case .impossible(let device, let reason): "\(device): \(reason)"
    }
  }
}

/// A number without a needless ".0".
func plain(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}
