import Anatomy
import Scans
import Tensors

/// A number of a way of the skin at every vertex of `PreparedFace.skin`.
public struct SkinMap: Sendable, Equatable {
  public var quantity: SkinQuantity
  /// In the unit of the quantity.
  public var values: [Double]
  /// Half the width of the 95 % interval at that place, in the same unit; not a number where the scan has a hole in all
  /// of the zone, empty where nobody asked.
  public var bars: [Double]

  public init(_ quantity: SkinQuantity, values: [Double], bars: [Double] = []) {
    (self.quantity, self.values, self.bars) = (quantity, values, bars)
  }
}

extension ScenarioResult {
  /// The map of a step, or of the way from one step to another.
  ///
  /// - Parameters:
  ///   - quantity: what is shown.
  ///   - number: of the step that the way ends with.
  ///   - first: of the step that it begins with; nil for the face as captured.
  /// - Returns: values with their bars.
  /// - Throws: `RunFailure` where the face cannot be built with a figure of its tissue moved.
  public func skinMap(_ quantity: SkinQuantity, ofStep number: Int, from first: Int? = nil)
    throws(RunFailure) -> SkinMap
  {
    let values = skinValues(of: quantity, ofStep: number, from: first)
    let bars = try skinBars(of: quantity, ofStep: number, from: first, values: values)
    return SkinMap(
      quantity, values: values.map { quantity.perSIUnit * $0 },
      bars: bars.map { quantity.perSIUnit * $0 })
  }

  /// The length of displacements from the face as captured, of which no bars are known.
  ///
  /// - Parameter displacements: of all nodes, in m.
  /// - Returns: values in mm.
  public func displacementMap(of displacements: [Vector3]) -> SkinMap {
    let motion = SkinMotion(to: displacements, rest: rest.displacements)
    let values = prepared.skinValues(of: .displacement, along: motion)
    return SkinMap(
      .displacement, values: values.map { SkinQuantity.displacement.perSIUnit * $0 })
  }

  /// In SI units.
  func skinValues(of quantity: SkinQuantity, ofStep number: Int, from first: Int?) -> [Double] {
    prepared.skinValues(of: quantity, along: motion(toStep: number, from: first))
  }
}

extension PreparedFace {
  /// A number of a way of the tissue, at the vertices of `skin`, in SI units.
  fileprivate func skinValues(of quantity: SkinQuantity, along motion: SkinMotion) -> [Double] {
    switch quantity {
    case .displacement: onSkin(motion.displacements).map(\.length)
    case .lift: onSkin(motion.displacements).map(\.y)
    case .normal: zip(onSkin(motion.displacements), skin.vertexNormals()).map { $0.dot($1) }
    case .stretch: onSkin(SkinField(of: motion, on: face).atCorners { $1.stretch.largest - 1 })
    case .tension: onSkin(SkinField(of: motion, on: face).atCorners { $1.tension })
    }
  }

  /// Numbers of the corners of the simulated skin, at the vertices of `skin`.
  func onSkin(_ corners: [Double]) -> [Double] {
    let triangles = face.tissue.sheet.corners.triangles
    return skinPlaces.map { place in
      let t = triangles[place.triangle]
      return (0..<3).reduce(0) { $0 + place.barycentrics[$1] * corners[Int(t[$1])] }
    }
  }
}
