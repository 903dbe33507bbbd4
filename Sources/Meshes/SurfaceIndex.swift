import CEmbree
import Tensors

/// Answers where a surface is nearest to a point, and where a ray meets it.
///
/// A bounding-volume hierarchy (Embree 3) finds the triangles; it holds the positions relative to
/// their mean in single precision (error below 10⁻⁸ m on a face). Every answer is then computed in
/// double precision from the triangle itself, and of several triangles at equal distance the one of
/// lowest number is given: the same question has the same answer on every machine and thread.
/// Queries may come from many threads at a time.
public final class SurfaceIndex: @unchecked Sendable {
  /// The surface that is searched; lengths below are in its unit.
  public let surface: TriangleSurface
  /// Subtracted from every position before it is rounded to single precision.
  private let center: Vector3
  /// What single precision may be wrong by, per unit of length.
  private static let rounding = 1e-6
  /// The largest distance of a vertex from `center`.
  private let extent: Double
  private let device: RTCDevice
  private let scene: RTCScene

  /// Builds the index, in about 0.05 s for 60 000 triangles.
  ///
  /// A triangle with a corner that is not finite is never found.
  public init(_ surface: TriangleSurface) {
    // One thread: the shape of the hierarchy must not depend on how tasks were scheduled.
    guard let device = rtcNewDevice("threads=1"), let scene = rtcNewScene(device) else {
      preconditionFailure("Embree cannot start (\(rtcGetDeviceError(nil).rawValue))")
    }
    self.surface = surface
    self.device = device
    self.scene = scene
    let finite = surface.positions.filter(\.isFinite)
    let center = finite.reduce(.zero, +) / Double(max(finite.count, 1))
    self.center = center
    extent = finite.reduce(0) { max($0, ($1 - center).length) }
    rtcSetSceneFlags(scene, RTC_SCENE_FLAG_ROBUST)
    if !surface.triangles.isEmpty { attachTriangles() }
    rtcCommitScene(scene)
  }

  deinit {
    rtcReleaseScene(scene)
    rtcReleaseDevice(device)
  }

  private func attachTriangles() {
    let geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE)
    let vertices = rtcSetNewGeometryBuffer(
      geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12, surface.positions.count)
    let indices = rtcSetNewGeometryBuffer(
      geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, surface.triangles.count)
    guard let vertices, let indices else { preconditionFailure("Embree is out of memory") }
    let coordinates = vertices.assumingMemoryBound(to: Float.self)
    for (i, position) in surface.positions.enumerated() {
      let local = SIMD3<Float>(position - center)
      for axis in 0..<3 { coordinates[3 * i + axis] = local[axis] }
    }
    let corners = indices.assumingMemoryBound(to: UInt32.self)
    let range = 0..<Int32(surface.positions.count)
    for (i, triangle) in surface.triangles.enumerated() {
      for corner in 0..<3 {
        precondition(range.contains(triangle[corner]), "triangle \(i) has no such vertex")
        corners[3 * i + corner] = UInt32(triangle[corner])
      }
    }
    rtcCommitGeometry(geometry)
    _ = rtcAttachGeometry(scene, geometry)
    rtcReleaseGeometry(geometry)
  }

  // MARK: - Nearest point

  /// The point of a surface that is nearest to another point.
  public struct NearestPoint: Sendable, Equatable {
    /// Number of the triangle it lies on.
    public var triangle: Int
    /// Weights of the three corners, each in [0, 1].
    public var barycentrics: Vector3
    public var point: Vector3
    /// Distance to the point that was asked for; never negative.
    public var distance: Double
  }

  /// The point of the surface nearest to `point`.
  ///
  /// - Parameters:
  ///   - point: where the search starts.
  ///   - maximumDistance: farther points are not found; a small one makes the search fast.
  /// - Returns: nil when no triangle is as near as `maximumDistance`.
  public func nearest(to point: Vector3, within maximumDistance: Double = .infinity)
    -> NearestPoint?
  {
    guard point.isFinite, !surface.triangles.isEmpty else { return nil }
    let local = point - center
    let slack = Self.rounding * (extent + local.length)
    let reach = min(maximumDistance, extent + local.length)
    return surface.positions.withUnsafeBufferPointer { positions in
      surface.triangles.withUnsafeBufferPointer { triangles in
        var search = NearestSearch(
          point: point, slack: slack, positions: positions, triangles: triangles,
          distance: maximumDistance)
        var query = RTCPointQuery()
        (query.x, query.y, query.z) = (Float(local.x), Float(local.y), Float(local.z))
        query.radius = Float(reach + slack)
        var context = RTCPointQueryContext()
        rtcInitPointQueryContext(&context)
        withUnsafeMutablePointer(to: &search) {
          _ = rtcPointQuery(scene, &query, &context, visitTriangle, $0)
        }
        guard search.triangle >= 0 else { return nil }
        return NearestPoint(
          triangle: search.triangle, barycentrics: search.barycentrics, point: search.nearest,
          distance: search.distance)
      }
    }
  }

  // MARK: - Rays

  /// Where a ray first meets a surface.
  public struct RayHit: Sendable, Equatable {
    /// Number of the triangle that is met.
    public var triangle: Int
    /// Weights of the three corners; they sum to one.
    public var barycentrics: Vector3
    public var point: Vector3
    /// Distance from the origin of the ray.
    public var distance: Double
    /// Unit normal of the triangle, to the outside; it may point away from the ray.
    public var normal: Vector3
  }

  /// The first triangle that a ray meets, from either side.
  ///
  /// - Parameters:
  ///   - origin: start of the ray.
  ///   - direction: of any length but zero; distances are measured in units of length all the same.
  ///   - range: distances between which a hit counts.
  /// - Returns: nil when the ray meets nothing there.
  public func firstHit(
    from origin: Vector3, along direction: Vector3,
    within range: ClosedRange<Double> = 0...Double.infinity
  ) -> RayHit? {
    let unit = direction.normalized
    var rayHit = RTCRayHit()
    rayHit.ray = ray(from: origin, along: unit, range: range)
    rayHit.hit.geomID = UInt32.max
    var context = RTCIntersectContext()
    rtcInitIntersectContext(&context)
    rtcIntersect1(scene, &context, &rayHit)
    guard rayHit.hit.geomID != UInt32.max else { return nil }
    return refine(rayHit, origin: origin, direction: unit)
  }

  /// Whether any triangle stands in the way of a ray.
  public func isOccluded(
    from origin: Vector3, along direction: Vector3,
    within range: ClosedRange<Double> = 0...Double.infinity
  ) -> Bool {
    var ray = ray(from: origin, along: direction.normalized, range: range)
    var context = RTCIntersectContext()
    rtcInitIntersectContext(&context)
    rtcOccluded1(scene, &context, &ray)
    return ray.tfar < 0  // Embree's sign that something was met.
  }

  private func ray(from origin: Vector3, along unit: Vector3, range: ClosedRange<Double>) -> RTCRay
  {
    let start = SIMD3<Float>(origin - center)
    let direction = SIMD3<Float>(unit)
    var ray = RTCRay()
    (ray.org_x, ray.org_y, ray.org_z) = (start.x, start.y, start.z)
    (ray.dir_x, ray.dir_y, ray.dir_z) = (direction.x, direction.y, direction.z)
    (ray.tnear, ray.tfar) = (Float(range.lowerBound), Float(range.upperBound))
    ray.mask = UInt32.max
    return ray
  }

  /// The hit in double precision: the ray meets the plane of the triangle that Embree names.
  private func refine(_ found: RTCRayHit, origin: Vector3, direction: Vector3) -> RayHit {
    let triangle = Int(found.hit.primID)
    let corners = surface.triangles[triangle]
    let a = surface.positions[Int(corners.x)]
    let (ab, ac) = (
      surface.positions[Int(corners.y)] - a, surface.positions[Int(corners.z)] - a
    )
    let normal = ab.cross(ac)
    let (u, v) = (Double(found.hit.u), Double(found.hit.v))
    var hit = RayHit(
      triangle: triangle, barycentrics: Vector3(1 - u - v, u, v), point: a + ab * u + ac * v,
      distance: Double(found.ray.tfar), normal: normal.normalized)
    let slope = normal.dot(direction)
    // Seen edge-on, the plane says nothing about the distance: keep what Embree found.
    guard abs(slope) > 1e-4 * normal.length else { return hit }
    hit.distance = normal.dot(a - origin) / slope
    hit.point = origin + direction * hit.distance
    let offset = hit.point - a
    let squared = normal.dot(normal)
    let wb = offset.cross(ac).dot(normal) / squared
    let wc = ab.cross(offset).dot(normal) / squared
    hit.barycentrics = Vector3(1 - wb - wc, wb, wc)
    return hit
  }
}

/// What one search for a nearest point has found so far.
private struct NearestSearch {
  let point: Vector3
  let slack: Double
  let positions: UnsafeBufferPointer<Vector3>
  let triangles: UnsafeBufferPointer<SIMD3<Int32>>
  var distance: Double
  var triangle = -1
  var barycentrics = Vector3.zero
  var nearest = Vector3.zero

  init(
    point: Vector3, slack: Double, positions: UnsafeBufferPointer<Vector3>,
    triangles: UnsafeBufferPointer<SIMD3<Int32>>, distance: Double
  ) {
    (self.point, self.slack, self.distance) = (point, slack, distance)
    (self.positions, self.triangles) = (positions, triangles)
  }

  /// Takes `candidate` if it is nearer, or as near and of lower number.
  mutating func visit(_ candidate: Int) -> Bool {
    let corners = triangles[candidate]
    let (a, b, c) = (
      positions[Int(corners.x)], positions[Int(corners.y)], positions[Int(corners.z)]
    )
    let w = nearestBarycentrics(to: point, a: a, b: b, c: c)
    let q = a * w.x + b * w.y + c * w.z
    let d = (q - point).length
    let isBetter = triangle < 0 ? d <= distance : d < distance
    guard isBetter || (d == distance && candidate < triangle) else { return false }
    (distance, triangle, barycentrics, nearest) = (d, candidate, w, q)
    return true
  }
}

/// Embree's callback; at file scope because it may run on any thread.
///
/// The radius shrinks to the best distance plus what single precision may be wrong by, so that a
/// triangle at the same distance is always visited as well.
private nonisolated func visitTriangle(
  _ arguments: UnsafeMutablePointer<RTCPointQueryFunctionArguments>?
) -> Bool {
  guard let arguments, let data = arguments.pointee.userPtr else { return false }
  let search = data.assumingMemoryBound(to: NearestSearch.self)
  guard search.pointee.visit(Int(arguments.pointee.primID)),
    let query = arguments.pointee.query
  else { return false }
  let radius = Float(search.pointee.distance + search.pointee.slack)
  guard radius < query.pointee.radius else { return false }
  query.pointee.radius = radius
  return true
}
