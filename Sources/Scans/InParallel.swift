import Dispatch

/// One result per index, computed in blocks on all cores; the order of the work does not matter.
func inParallel<T: Sendable>(_ range: Range<Int>, _ body: @Sendable (Int) -> T) -> [T] {
  let block = 512
  return [T](unsafeUninitializedCapacity: range.count) { buffer, initialized in
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: (range.count + block - 1) / block) { b in
      for i in (b * block)..<min((b + 1) * block, range.count) {
        results.initializeElement(at: i, to: body(range.lowerBound + i))
      }
    }
    initialized = range.count
  }
}
