import Tensors

/// What a material is made of: laws, put together and wrapped.
///
/// As it is read from a file; `bound(to:)` turns it into what a cell computes with.
public indirect enum Constitution: Sendable {
  case law(any StrainLaw)
  /// Own axes for what is inside, on top of those outside.
  case turned(MaterialAxes, Constitution)
  /// The sum of the stresses.
  case mixture([Constitution])
  case relaxing(RelaxationTerms, Constitution)
  case grown(KinematicGrowth, Constitution)
  case prestrained(Prestrain, Constitution)
  /// Materials that begin, free of stress, at times; the first at the start of the model.
  case generations([(start: Double, Constitution)])
}

/// Why the axes or tables of a material say nothing at a cell.
public struct UnboundMaterial: Error, Equatable, Sendable {
  /// What is missing, as "axes from nodes that coincide".
  public var what: String
}

extension Constitution {
  /// The constitution in a cell, with the axes that it has there.
  ///
  /// - Parameters:
  ///   - cell: nodes and entries in tables.
  ///   - axes: material axes outside, as columns.
  /// - Returns: what the cell computes with.
  /// - Throws: `UnboundMaterial` where axes or tables have no value.
  public func bound(to cell: CellFrame, axes: Matrix3 = .identity) throws(UnboundMaterial)
    -> BoundConstitution
  {
    switch self {
    case .law(let law): return .law(oriented(law, axes))
    case .turned(let own, let inner):
      guard let Q = cell.axes(own) else { throw UnboundMaterial(what: "material axes") }
      return try inner.bound(to: cell, axes: axes * Q)
    case .mixture(let parts):
      var bound: [BoundConstitution] = []
      for part in parts { bound.append(try part.bound(to: cell, axes: axes)) }
      return .mixture(bound)
    case .relaxing(let terms, let inner):
      return .relaxing(terms, try inner.bound(to: cell, axes: axes))
    case .grown(var growth, let inner):
      growth.fibre = axes * growth.fibre
      return .grown(growth, try inner.bound(to: cell, axes: axes))
    case .prestrained(let prestrain, let inner):
      let bound = try prestrain.bound(to: cell, axes: axes)
      return .prestrained(bound, try inner.bound(to: cell, axes: axes))
    case .generations(let parts):
      var bound: [BoundConstitution.Generation] = []
      for (start, part) in parts {
        bound.append(.init(start: start, material: try part.bound(to: cell, axes: axes)))
      }
      return .generations(bound)
    }
  }

  /// Whether all cells have the same, so that it need be bound once only.
  public var isUniform: Bool {
    switch self {
    case .law: true
    case .turned(.fixed, let inner): inner.isUniform
    case .turned: false
    case .mixture(let parts): parts.allSatisfy(\.isUniform)
    case .relaxing(_, let inner), .grown(_, let inner): inner.isUniform
    case .prestrained(.map, _): false
    case .prestrained(_, let inner): inner.isUniform
    case .generations(let parts): parts.allSatisfy { $0.1.isUniform }
    }
  }

  private func oriented(_ law: some StrainLaw, _ axes: Matrix3) -> any StrainLaw {
    law.oriented(by: axes)
  }
}

extension Prestrain {
  fileprivate func bound(to cell: CellFrame, axes: Matrix3) throws(UnboundMaterial)
    -> BoundPrestrain
  {
    switch self {
    case .gradient(let F, let ramp): return BoundPrestrain(gradient: F, ramp: ramp)
    case .map(let name, let ramp):
      guard let F = cell.tables[name] else {
        throw UnboundMaterial(what: "entry of the map \"\(name)\"")
      }
      return BoundPrestrain(gradient: F, ramp: ramp)
    case .inSituStretch(let stretch, let isIsochoric, let ramp):
      let n = Vector3(axes.xx, axes.yx, axes.zx)
      let along = Matrix3(outer: n, n)
      let across = isIsochoric ? 1 / stretch.squareRoot() : 1
      return BoundPrestrain(
        gradient: along * stretch + (Matrix3.identity - along) * across, ramp: ramp)
    }
  }
}
