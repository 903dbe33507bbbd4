import Dispatch

/// One result per element, computed in blocks on all cores; the order of the work does not matter.
public func mapInParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ body: @Sendable (Element) -> Result
) -> [Result] {
  let block = 512
  return [Result](unsafeUninitializedCapacity: elements.count) { buffer, initialized in
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: (elements.count + block - 1) / block) { b in
      for i in (b * block)..<min((b + 1) * block, elements.count) {
        results.initializeElement(at: i, to: body(elements[i]))
      }
    }
    initialized = elements.count
  }
}
