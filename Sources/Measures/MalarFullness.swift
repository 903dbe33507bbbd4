import Tensors

extension Measure {
  /// How far the cheek stands out before the line from the arch to the corner of the mouth.
  static let malarFullness = Measure(
    "malar-fullness", .millimetres, isPaired: true,
    definition: "signed distance of the malar apex from the line zygion (as captured) to cheilion, "
      + "along the mean normal of the zone malar as captured, made perpendicular to the line; the "
      + "apex is the point of the zone that stood out farthest in a three-quarter view (45 deg to "
      + "the side) as captured; positive outwards"
  ) { face in
    guard let arch = face.capturedLandmarks["zygion_l"], let mouth = face.landmarks["cheilion_l"],
      let apex = face.malarApex
    else { return nil }
    return (apex - arch).dot(face.outward(of: "malar", across: mouth - arch))
  }

  /// The place of the malar apex: how far to the side.
  static let malarApexLateral = malarApex(
    "lateral", "from the midsagittal plane, positive outwards"
  ) { $0.x }
  /// The place of the malar apex: how high.
  static let malarApexHeight = malarApex("height", "above the Frankfurt plane, positive upwards") {
    $0.y
  }
  /// The place of the malar apex: how far forward.
  static let malarApexForward = malarApex(
    "forward", "in front of the plane through the tragia, positive forwards"
  ) { $0.z }

  /// One component of the place of the apex.
  private static func malarApex(
    _ name: String, _ origin: String, _ component: @escaping @Sendable (Vector3) -> Double
  ) -> Measure {
    Measure(
      "malar-apex-\(name)", .millimetres, isPaired: true,
      definition: "distance of the point of the skin that was the malar apex as captured (see "
        + "malar-fullness), \(origin); the change of the three is the malar apex vector"
    ) { $0.malarApex.map(component) }
  }
}

extension MeasuredFace {
  /// Where the point of the skin now is that stood out farthest to the left and forward as captured.
  fileprivate var malarApex: Vector3? {
    let corners = triangles(of: ["malar"]).flatMap { t in (0..<3).map { captured.triangles[t][$0] }
    }
    // Ascending, so that of points equally far out the same one serves every time.
    let farthest = Set(corners).sorted().max {
      let (p, q) = (captured.positions[Int($0)], captured.positions[Int($1)])
      return p.x + p.z < q.x + q.z
    }
    return farthest.map { skin.positions[Int($0)] }
  }
}
