import CNLopt

/// Finds where a smooth function of variables from 0 to 1 is least and others are not above zero: sequential quadratic programming.
///
/// - Source: Kraft, ACM Trans. Math. Softw. 20 (1994) 262, as NLopt has it (SLSQP).
struct ConstrainedSearch {
  /// A value with its gradient.
  typealias Sample = (value: Double, gradient: [Double])
  typealias Function = ([Double]) -> Sample

  let objective: Function
  let constraints: [Function]

  /// - Parameter start: from 0 to 1 each.
  /// - Returns: where the search ended; `start` where there was no way from it.
  func end(from start: [Double]) -> [Double] {
    guard let search = nlopt_create(NLOPT_LD_SLSQP, UInt32(start.count)) else { return start }
    defer { nlopt_destroy(search) }
    let functions = ([objective] + constraints).map(Called.init)
    nlopt_set_lower_bounds1(search, 0)
    nlopt_set_upper_bounds1(search, 1)
    nlopt_set_xtol_abs1(search, 1e-5)
    nlopt_set_maxeval(search, 200)
    nlopt_set_min_objective(search, Self.call, functions[0].pointer)
    for function in functions.dropFirst() {
      nlopt_add_inequality_constraint(search, Self.call, function.pointer, 1e-8)
    }
    var (x, value) = (start, 0.0)
    _ = withExtendedLifetime(functions) { nlopt_optimize(search, &x, &value) }
    return x.allSatisfy(\.isFinite) ? x.map { min(1, max(0, $0)) } : start
  }

  /// A function where C can hold it.
  private final class Called {
    let function: Function
    init(_ function: @escaping Function) { self.function = function }
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
  }

  private static let call:
    @convention(c) (
      UInt32, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, UnsafeMutableRawPointer?
    ) -> Double = { count, x, gradient, data in
      guard let x, let data else { return .nan }
      let called = Unmanaged<Called>.fromOpaque(data).takeUnretainedValue()
      let sample = called.function(Array(UnsafeBufferPointer(start: x, count: Int(count))))
      if let gradient {
        for (i, slope) in sample.gradient.enumerated() { gradient[i] = slope }
      }
      return sample.value
    }
}
