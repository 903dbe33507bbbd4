import Anatomy
import Assembly
import Materials
import Tensors

/// What has become of a layer since the capture, triangle by triangle of the skin above.
public struct ChangedLayer: Sendable, Equatable {
  /// Fg of each cell; nil where none has grown.
  public var growth: [Matrix3]?
  /// On the moduli of each cell; nil where none has changed.
  public var stiffness: [Double]?

  public init(growth: [Matrix3]? = nil, stiffness: [Double]? = nil) {
    (self.growth, self.stiffness) = (growth, stiffness)
  }

  /// The layer after the change.
  public func applied(to region: SolidRegion) -> SolidRegion {
    region.scaled(by: stiffness).grown(by: growth)
  }
}

/// What has become of the tissue and of the bone under it since the capture.
public struct ChangedTissue: Sendable, Equatable {
  public var layers: [TissueLayer: ChangedLayer] = [:]
  /// Displacement in m of what holds the deep surface, one per node, zero above it; nil where the bone is as it was.
  public var ground: [Vector3]?

  public init() {}

  public var isNone: Bool { layers.isEmpty && ground == nil }
  public var isGrown: Bool { layers.values.contains { $0.growth != nil } }

  /// A part of the way to another change: what grows, stiffens or moves, linear in s from 0 to 1.
  public func towards(_ other: ChangedTissue, part s: Double) -> ChangedTissue {
    guard s < 1 else { return other }
    var way = ChangedTissue()
    for layer in TissueLayer.allCases {
      let (a, b) = (layers[layer], other.layers[layer])
      let changed = ChangedLayer(
        growth: Self.mix(a?.growth, b?.growth, none: .identity) { $0 + ($1 - $0) * s },
        stiffness: Self.mix(a?.stiffness, b?.stiffness, none: 1) { $0 + ($1 - $0) * s })
      if changed != ChangedLayer() { way.layers[layer] = changed }
    }
    way.ground = Self.mix(ground, other.ground, none: .zero) { $0 + ($1 - $0) * s }
    return way
  }

  private static func mix<Value>(
    _ a: [Value]?, _ b: [Value]?, none: Value, _ mixed: (Value, Value) -> Value
  ) -> [Value]? {
    guard let count = (a ?? b)?.count else { return nil }
    return (0..<count).map { mixed(a?[$0] ?? none, b?[$0] ?? none) }
  }

  /// det Fg of each cell over that of another change, one list per layer in their order; nil where neither has grown.
  public func volumeRatios(over other: ChangedTissue) -> [[Double]?] {
    TissueLayer.allCases.map { layer in
      let (new, old) = (layers[layer]?.growth, other.layers[layer]?.growth)
      guard let count = (new ?? old)?.count else { return nil }
      return (0..<count).map { (new?[$0].determinant ?? 1) / (old?[$0].determinant ?? 1) }
    }
  }

  /// All layers after the change.
  public func applied(to regions: [SolidRegion]) -> [SolidRegion] {
    guard !layers.isEmpty else { return regions }
    return zip(TissueLayer.allCases, regions).map { layer, region in
      layers[layer].map { $0.applied(to: region) } ?? region
    }
  }
}
