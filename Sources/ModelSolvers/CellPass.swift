import Dispatch
import Tensors

/// One evaluation of all cells: in parallel, every sum in the order of the cells.
struct CellPass: @unchecked Sendable {
  let body: ModelBody
  let instant: ModelBody.Instant
  /// Where tangents are added; nil if they are not wanted.
  let target: TangentTarget?
  let threads: Int

  /// Forces, means and histories of all cells.
  ///
  /// - Parameter response: gains forces and means.
  /// - Throws: `InvertedCell`.
  func run(into response: inout ModelBody.Response) throws(InvertedCell) {
    let cells = body.cells.all
    let largest = cells.map(\.nodes.count).max() ?? 1
    let points = cells.map(\.pointCount).max() ?? 1
    nonisolated(unsafe) let scratch = (0..<threads).map { _ in
      CellScratch(nodes: largest, points: points)
    }
    defer { for one in scratch { one.deallocate() } }
    nonisolated(unsafe) let results = UnsafeMutablePointer<Lanes>.allocate(
      capacity: body.chunks.map(\.laneCount).max() ?? 1)
    defer { results.deallocate() }
    var summaries = [CellSummary](repeating: CellSummary(), count: cells.count)
    var histories = [[[Double]]](
      repeating: [], count: body.hasMemory ? cells.count : 0)
    for chunk in body.chunks {
      summaries.withUnsafeMutableBufferPointer { summaries in
        histories.withUnsafeMutableBufferPointer { histories in
          nonisolated(unsafe) let (summaries, histories) = (summaries, histories)
          inParallel { thread in
            for index in chunk.cells where index % threads == thread {
              var new: [[Double]] = []
              summaries[index] = evaluate(
                index, in: scratch[thread],
                to: results + chunk.offsets[index - chunk.cells.lowerBound],
                histories: &new)
              if body.hasMemory { histories[index] = new }
            }
          }
        }
      }
      guard chunk.cells.allSatisfy({ !summaries[$0].isInverted }) else { throw InvertedCell() }
      for index in chunk.cells {
        add(
          results + chunk.offsets[index - chunk.cells.lowerBound], of: cells[index], to: &response)
      }
      guard let target else { continue }
      inParallel { thread in
        for index in chunk.cells {
          let result = results + chunk.offsets[index - chunk.cells.lowerBound]
          target.add(
            result + CellOutput.forceCount(nodes: cells[index].nodes.count), of: cells[index],
            number: index, thread: thread, of: threads)
        }
      }
    }
    response.forceScale = response.forceScale.squareRoot()
    response.stresses = summaries.map(\.stress)
    response.strains = summaries.map(\.strain)
    response.volumeRatios = summaries.map(\.volumeRatio)
    response.histories = body.hasMemory ? histories.flatMap { $0 } : body.histories
  }

  private func evaluate(
    _ index: Int, in scratch: CellScratch, to result: UnsafeMutablePointer<Lanes>,
    histories: inout [[Double]]
  ) -> CellSummary {
    let cell = body.cells.all[index]
    let groups = cell.groupCount
    for (place, source) in [
      (scratch.positions, body.model.positions), (scratch.displacements, instant.displacements),
      (scratch.before, instant.before),
    ] {
      for i in 0..<3 { place[(i + 1) * groups - 1] = .zero }
      for (a, node) in cell.nodes.enumerated() {
        let value = source[Int(node)]
        for i in 0..<3 { place[i * groups + a / 4][a % 4] = value[i] }
      }
    }
    let points = cell.firstPoint..<cell.firstPoint + cell.pointCount
    let forces = CellOutput.forceCount(nodes: cell.nodes.count)
    return cell.evaluate(
      at: CellInstant(
        time: instant.time, step: instant.step,
        corrections: body.corrections.isEmpty ? nil : body.corrections[points],
        multiplier: body.multipliers.isEmpty ? 0 : body.multipliers[index]),
      histories: body.histories[points], newHistories: &histories, in: scratch,
      to: CellOutput(
        forces: result, tangent: target == nil ? nil : result + forces, isHalf: cell.isSymmetric))
  }

  /// Adds the forces of a cell.
  private func add(
    _ forces: UnsafeMutablePointer<Lanes>, of cell: IntegratedCell,
    to response: inout ModelBody.Response
  ) {
    let groups = cell.groupCount
    for (a, node) in cell.nodes.enumerated() {
      let f = Vector3(
        forces[a / 4][a % 4], forces[groups + a / 4][a % 4], forces[2 * groups + a / 4][a % 4])
      response.residual[Int(node)] += f
      response.forceScale += f.dot(f)
    }
  }

  private func inParallel(_ work: @Sendable (Int) -> Void) {
    if threads == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads, execute: work)
    }
  }
}

/// Cells that are evaluated before their results are added up, enough to keep the threads busy and few enough for their
/// results to stay in the cache.
struct CellChunk: Sendable {
  var cells: Range<Int>
  /// Where the results of each cell begin.
  var offsets: [Int] = []
  var laneCount = 0

  /// Lanes in a chunk: 2 MB, a cache of the second level.
  static let size = 1 << 16

  static func chunks(of cells: [IntegratedCell]) -> [CellChunk] {
    var chunks: [CellChunk] = []
    for (index, cell) in cells.enumerated() {
      let n = cell.nodes.count
      if chunks.isEmpty || chunks[chunks.count - 1].laneCount > size {
        chunks.append(CellChunk(cells: index..<index))
      }
      let last = chunks.count - 1
      chunks[last].cells = chunks[last].cells.lowerBound..<index + 1
      chunks[last].offsets.append(chunks[last].laneCount)
      chunks[last].laneCount += CellOutput.forceCount(nodes: n) + CellOutput.tangentCount(nodes: n)
    }
    return chunks
  }
}
