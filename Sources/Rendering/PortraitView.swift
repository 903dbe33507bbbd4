import Tensors

/// Where a portrait is taken from; left and right are the subject's.
///
/// Angles are about the centre of the face, in Frankfurt position.
public struct PortraitView: Sendable, Hashable {
  /// Name in files: letters, digits, - and _.
  public let id: String
  /// How the view is called under a picture.
  public let title: String
  /// How far the camera stands from the front towards the subject's left, in rad.
  public let azimuth: Double
  /// How far it stands above the horizontal, in rad.
  public let elevation: Double
  /// How far it leans to its own right about its line of sight, in rad.
  public let roll: Double

  /// A view from anywhere.
  ///
  /// - Parameters:
  ///   - id: name in files.
  ///   - title: under a picture; nil says the angles.
  ///   - azimuth: from the front towards the subject's left, in rad.
  ///   - elevation: above the horizontal, in [−π/2, π/2] rad.
  ///   - roll: clockwise for the photographer, in rad.
  public init(
    id: String, title: String? = nil, azimuth: Double, elevation: Double, roll: Double = 0
  ) {
    self.id = id
    self.title = title ?? "\(id): \(Self.words(azimuth: azimuth, elevation: elevation))"
    (self.azimuth, self.elevation, self.roll) = (azimuth, elevation, roll)
  }

  public static let front = PortraitView(id: "front", title: "Front", azimuth: 0, elevation: 0)
  /// Half turned: the left cheek towards the camera.
  public static let leftOblique = PortraitView(
    id: "left-oblique", title: "Left oblique, 45°", azimuth: .pi / 4, elevation: 0)
  public static let rightOblique = PortraitView(
    id: "right-oblique", title: "Right oblique, 45°", azimuth: -.pi / 4, elevation: 0)
  public static let leftProfile = PortraitView(
    id: "left-profile", title: "Left profile", azimuth: .pi / 2, elevation: 0)
  public static let rightProfile = PortraitView(
    id: "right-profile", title: "Right profile", azimuth: -.pi / 2, elevation: 0)
  /// From below, as with the head tipped back: chin, jaw line and the base of the nose.
  public static let submental = PortraitView(
    id: "submental", title: "From below", azimuth: 0, elevation: -.pi / 3)

  /// The views in which faces are photographed.
  public static let standard = [
    front, leftOblique, rightOblique, leftProfile, rightProfile, submental,
  ]

  /// The standard view of a name.
  public static func standard(named id: String) -> PortraitView? {
    standard.first { $0.id == id }
  }

  /// Unit vectors: from the face to the camera, and what lies to the right and up in the picture.
  var axes: (toCamera: Vector3, right: Vector3, up: Vector3) {
    let (a, e) = (
      (sine: Double.sine(azimuth), cosine: Double.cosine(azimuth)),
      (sine: Double.sine(elevation), cosine: Double.cosine(elevation))
    )
    let toCamera = Vector3(a.sine * e.cosine, e.sine, a.cosine * e.cosine)
    // Level, whatever the elevation.
    let right = Vector3(a.cosine, 0, -a.sine)
    let up = toCamera.cross(right)
    guard roll != 0 else { return (toCamera, right, up) }
    let (s, c) = (Double.sine(roll), Double.cosine(roll))
    return (toCamera, right * c - up * s, up * c + right * s)
  }

  /// The angles in words, such as `30° from the left, 20° from below`.
  private static func words(azimuth: Double, elevation: Double) -> String {
    func degrees(_ angle: Double) -> Int { Int((abs(angle) * 180 / .pi).rounded()) }
    let side = azimuth < 0 ? "right" : "left"
    let height = elevation < 0 ? "below" : "above"
    return "\(degrees(azimuth))° from the \(side), \(degrees(elevation))° from \(height)"
  }
}
