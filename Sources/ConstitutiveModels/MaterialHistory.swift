import Tensors

/// What a material point remembers, read and written in the order in which its laws ask.
///
/// Before the first step nothing is remembered, and every law begins with its value at rest.
struct MaterialHistory {
  private let old: [Double]
  private var position = 0
  private(set) var new: [Double] = []

  init(_ old: [Double]) { self.old = old }

  /// The tensor that was stored at this place, `start` before the first step.
  mutating func next(from start: Matrix3) -> Matrix3 {
    guard position + 9 <= old.count else { return start }
    defer { position += 9 }
    let p = position
    return Matrix3(
      old[p], old[p + 1], old[p + 2], old[p + 3], old[p + 4], old[p + 5], old[p + 6], old[p + 7],
      old[p + 8])
  }

  mutating func store(_ A: Matrix3) {
    new += [A.xx, A.xy, A.xz, A.yx, A.yy, A.yz, A.zx, A.zy, A.zz]
  }
}
