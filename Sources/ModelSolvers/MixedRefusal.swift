import Models

/// Why the mixed formulation cannot solve a model; each reason names the part and what would be taken instead.
public struct MixedRefusal: Error, Equatable, Sendable {
  public var reasons: [String]
}

extension MixedRefusal: CustomStringConvertible {
  public var description: String {
    "the mixed formulation cannot solve this model: " + reasons.joined(separator: "; ")
  }
}

extension MixedRefusal {
  /// - Parameter model: to be solved.
  /// - Throws: itself with all reasons there are.
  static func check(_ model: Model) throws(MixedRefusal) {
    var reasons: [String] = []
    for block in model.blocks where block.shape != .wedge15 {
      reasons.append("\"\(block.name)\" has cells of type \(block.shape.rawValue), not wedge15")
    }
    for material in model.materials where material.faceMaterial == nil {
      reasons.append(
        "material \"\(material.name)\" is not a neo-Hookean, Mooney-Rivlin, Yeoh, Veronda-Westmann or "
          + "Ogden solid with a volumetric energy of its own")
    }
    for load in model.loads where load.isFollowing {
      reasons.append(
        "load \"\(load.name)\" follows the surface; only loads of fixed direction and size")
    }
    if model.prestrainCorrection != nil { reasons.append("a prestrain is to be corrected") }
    if !reasons.isEmpty { throw MixedRefusal(reasons: reasons) }
  }
}

extension Load {
  /// Whether its forces depend on where the body goes.
  fileprivate var isFollowing: Bool {
    switch kind {
    case .pressure(_, let follows, _): follows
    case .traction(_, _, let perDeformedArea): perDeformedArea
    case .nodal, .total, .gravity: false
    }
  }
}
