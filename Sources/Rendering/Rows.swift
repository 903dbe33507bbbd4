import Dispatch

/// Computes `count` values in at most `threads` threads; each value must depend on its number only.
///
/// Thread k takes the numbers k, k + threads, … in blocks of 64, so that the result does not depend on how many there are.
func parallelMap<Value>(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Value)
  -> [Value]
{
  guard count > 0 else { return [] }
  return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let base = buffer.baseAddress
    let workers = max(1, min(threads, count))
    let block = max(1, min(64, count / (4 * workers)))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      guard let base else { return }
      for start in stride(from: worker * block, to: count, by: workers * block) {
        for i in start..<min(start + block, count) { (base + i).initialize(to: body(i)) }
      }
    }
    initialized = count
  }
}
