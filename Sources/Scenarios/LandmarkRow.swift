import Meshes
import Tensors

/// How far one landmark is from where it was captured, and from where it was in the first step.
public struct LandmarkRow: Sendable {
  public var step: String
  public var landmark: String
  /// The zone it lies in.
  public var zone: String
  /// In m, one per column.
  public var values: [Double]

  /// Components are to the left, up and forward of the head.
  public static let columns = [
    "left_mm", "up_mm", "forward_mm", "displacement_mm", "from_first_left_mm", "from_first_up_mm",
    "from_first_forward_mm", "from_first_mm",
  ]

  /// A row per step and landmark.
  public static func all(of result: ScenarioResult) -> [LandmarkRow] {
    let prepared = result.prepared
    let sheet = prepared.face.tissue.sheet
    let landmarks = prepared.landmarkPlaces.sorted { $0.key < $1.key }
    return result.steps.flatMap { step in
      landmarks.map { name, place in
        let u = prepared.value(of: step.displacements, at: place)
        let d = u - prepared.value(of: result.steps[0].displacements, at: place)
        return LandmarkRow(
          step: step.id, landmark: name,
          zone: prepared.atlas.zones[sheet.zoneOfTriangle[place.triangle]].name,
          values: [u.x, u.y, u.z, u.length, d.x, d.y, d.z, d.length])
      }
    }
  }
}
