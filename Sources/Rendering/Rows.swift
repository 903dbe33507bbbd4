import Dispatch
import Synchronization

/// Computes `count` values in at most `threads` threads; each value must depend on its number only.
///
/// A thread that is done takes the next block that nobody has, so that a busy core does not hold up the others;
/// every value has its own place, so that the result does not depend on who computed it.
func parallelMap<Value>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
  guard count > 0 else { return [] }
  return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let base = buffer.baseAddress
    let workers = max(1, min(threads, count))
    let block = max(1, min(64, count / (16 * workers)))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      guard let base else { return }
      while true {
        let start = next.wrappingAdd(block, ordering: .relaxed).oldValue
        guard start < count else { return }
        for i in start..<min(start + block, count) { (base + i).initialize(to: body(i)) }
      }
    }
    initialized = count
  }
}
