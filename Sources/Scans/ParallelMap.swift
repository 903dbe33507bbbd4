import Dispatch

/// One result per index, computed in blocks on all cores; the order of the work does not matter.
func inParallel<Result: Sendable>(_ range: Range<Int>, _ body: @Sendable (Int) -> Result)
  -> [Result]
{
  let block = 512
  return [Result](unsafeUninitializedCapacity: range.count) { buffer, initialized in
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: (range.count + block - 1) / block) { b in
      for i in (b * block)..<min((b + 1) * block, range.count) {
        results.initializeElement(at: i, to: body(range.lowerBound + i))
      }
    }
    initialized = range.count
  }
}

/// One result per element, computed like `inParallel`.
public func mapInParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ body: @Sendable (Element) -> Result
) -> [Result] {
  inParallel(elements.indices) { body(elements[$0]) }
}
