import Tensors

/// The bytes of a glTF file as they grow, with the entries that say what they mean.
///
/// Each accessor has a view of its own that begins at a multiple of four bytes, as every component type asks for.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §3.6.2.
struct GLTFBuffer {
  private(set) var bytes: [UInt8] = []
  private(set) var views: [GLTFDescription.BufferView] = []
  private(set) var accessors: [GLTFDescription.Accessor] = []

  private enum Target: Int {
    case vertices = 34962
    case indices = 34963
  }

  /// Adds bytes that are no numbers; gives the number of their view.
  mutating func add(_ content: [UInt8]) -> Int { addView(content, nil) }

  /// Adds vectors as single floats.
  ///
  /// - Parameters:
  ///   - vectors: finite.
  ///   - areBounded: whether to state the limits, which positions must have.
  /// - Returns: the number of the accessor.
  mutating func add(vectors: [Vector3], areBounded: Bool = false) -> Int {
    let floats = vectors.map { SIMD3<Float>($0) }
    var limits: (low: [Double], high: [Double])?
    if areBounded {
      var (low, high) = (floats[0], floats[0])
      for v in floats { (low, high) = (pointwiseMin(low, v), pointwiseMax(high, v)) }
      limits = ((0..<3).map { Double(low[$0]) }, (0..<3).map { Double(high[$0]) })
    }
    let content = floats.flatMap { v in (0..<3).flatMap { Self.little(v[$0].bitPattern) } }
    return addAccessor(
      content, .vertices, .float, count: vectors.count, "VEC3", min: limits?.low, max: limits?.high)
  }

  /// Adds places in a picture, whose rows go down in glTF and up in `SurfaceTexture`.
  mutating func add(coordinates: [SIMD2<Float>]) -> Int {
    let content = coordinates.flatMap {
      Self.little($0.x.bitPattern) + Self.little((1 - $0.y).bitPattern)
    }
    return addAccessor(content, .vertices, .float, count: coordinates.count, "VEC2")
  }

  /// Adds sRGB colours as linear light in 16 bits, from which every byte comes back.
  mutating func add(colours: [SIMD3<UInt8>]) -> Int {
    let light = (0...255).map { UInt16((65535 * linearLight(UInt8($0))).rounded()) }
    let content = colours.flatMap { colour in
      (0..<3).flatMap { Self.little(light[Int(colour[$0])]) } + Self.little(UInt16.max)
    }
    return addAccessor(
      content, .vertices, .uint16, count: colours.count, "VEC4", isNormalized: true)
  }

  /// Adds triangles as the numbers of their vertices.
  mutating func add(triangles: [SIMD3<UInt32>]) -> Int {
    let content = triangles.flatMap { t in (0..<3).flatMap { Self.little(t[$0]) } }
    return addAccessor(content, .indices, .uint32, count: 3 * triangles.count, "SCALAR")
  }

  private mutating func addAccessor(
    _ content: [UInt8], _ target: Target, _ component: GLTFAccessor.Component, count: Int,
    _ type: String, isNormalized: Bool? = nil, min: [Double]? = nil, max: [Double]? = nil
  ) -> Int {
    let view = addView(content, target)
    accessors.append(
      .init(
        bufferView: view, componentType: component.rawValue, count: count, type: type,
        normalized: isNormalized, min: min, max: max))
    return accessors.count - 1
  }

  private mutating func addView(_ content: [UInt8], _ target: Target?) -> Int {
    bytes += Array(repeating: 0, count: -bytes.count & 3)
    views.append(
      .init(byteOffset: bytes.count, byteLength: content.count, target: target?.rawValue))
    bytes += content
    return views.count - 1
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
