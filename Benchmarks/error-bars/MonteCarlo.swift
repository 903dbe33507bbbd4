import Foundation
import Scenarios
import Tensors

/// The linearized error bars against whole runs with figures of the tissue drawn at random.
///
/// The atlas from upright to supine at an edge in mm, so many draws, on so many threads. The logarithms of all figures are drawn at once, normal
/// and independent, with the deviations times a factor. Prints for the mean displacement, its lift and the swept
/// volume of each zone: the value, the linearized half-width, what 1.96 standard deviations of the runs are, the
/// distances of their 2.5 % and 97.5 % points from the value, and the part of the runs within the linearized interval.
@main struct MonteCarlo {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    func number(_ place: Int, or usual: Double) -> Double {
      arguments.dropFirst(place).first.flatMap(Double.init) ?? usual
    }
    let (edge, draws, factor) = (number(1, or: 14), Int(number(2, or: 200)), number(3, or: 1))
    let study = try Study(
      meshes: URL(filePath: arguments.first ?? "meshes"), edge: 1e-3 * edge, factor: factor)
    let runs = study.runs(draws, workers: Int(number(4, or: 2)))
    note("\(draws - runs.count) of \(draws) draws have no rest shape or no equilibrium")
    print(
      "zone,quantity,value,linear_95,runs_95,below_95,above_95,runs_mean,within_percent,runs")
    for (n, row) in study.rows.enumerated() {
      print(row.text(against: runs.map { $0[n] }))
    }
  }

  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

/// The run that is drawn again and again.
struct Study: Sendable {
  private let scenario: Scenario
  private let face: PreparedFace
  private let parameters: [UncertainParameter]
  /// One per zone and quantity.
  let rows: [Row]

  private static let quantities = ["displacement_mean_mm", "lift_mean_mm", "volume_change_mL"]

  init(meshes: URL, edge: Double, factor: Double) throws {
    scenario = Scenario(
      title: "", resolution: .edge(edge), steps: [.init(id: "supine", posture: .supine)])
    var clock = StageClock()
    var face = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    // The tissue alone is drawn.
    face.meshErrors = .none
    for quantity in UncertainQuantity.allCases {
      face.spreads.tissue[quantity]?.deviation *= factor
    }
    self.face = face
    let result = try scenario.run(on: face, threads: 1, clock: clock, wantsErrorBars: true)
    parameters = result.errorBars?.parameters ?? []
    rows = result.steps[0].zones.flatMap { zone in
      Self.chosen.map { quantity in
        let place = NumberPlace(
          .zones, step: "supine", row: zone.zone, column: quantity.column)
        return Row(
          zone: zone.zone, quantity: quantity, value: quantity.value(zone),
          linear: result.errorBars?[place]?.halfWidth ?? .nan)
      }
    }
  }

  private static var chosen: [ZoneQuantity] {
    ZoneQuantity.all.filter { quantities.contains($0.column) }
  }

  /// The numbers of all draws that have an equilibrium, in the order of the draws.
  func runs(_ draws: Int, workers: Int) -> [[Double]] {
    var random = NormalDraws(seed: 2026)
    let moves = (0..<draws).map { _ in parameters.map { $0.deviation * random.normal() } }
    var numbers = [[Double]?](repeating: nil, count: draws)
    numbers.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for draw in Swift.stride(from: worker, to: draws, by: workers) {
          do { buffer[draw] = try self.numbers(movedBy: moves[draw]) } catch {
            MonteCarlo.note("draw \(draw): \(error)")
          }
          if draw % 10 == 0 { MonteCarlo.note("\(draw)") }
        }
      }
    }
    return numbers.compactMap(\.self)
  }

  private func numbers(movedBy amounts: [Double]) throws -> [Double] {
    let face = try face.moved(Array(zip(parameters, amounts)))
    let result = try scenario.run(on: face, threads: 1, clock: StageClock())
    return result.steps[0].zones.flatMap { zone in Self.chosen.map { $0.value(zone) } }
  }
}

/// One number with its linearized bar.
struct Row: Sendable {
  var zone: String
  var quantity: ZoneQuantity
  var value: Double
  var linear: Double

  /// The line of the table.
  func text(against runs: [Double]) -> String {
    let sorted = runs.sorted()
    let count = Double(runs.count)
    let mean = runs.reduce(0, +) / count
    let variance = runs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    func point(_ part: Double) -> Double { sorted[Int((part * (count - 1)).rounded())] }
    let within = Double(runs.count { abs($0 - value) <= linear }) / count
    let unit = quantity.kind == .volume ? 1e6 : 1e3
    let lengths = [
      value, linear, 1.96 * variance.squareRoot(), value - point(0.025), point(0.975) - value, mean,
    ].map { String(format: "%.4f", unit * $0) }
    return ([zone, quantity.column] + lengths).joined(separator: ",")
      + String(format: ",%.1f,%d", 100 * within, runs.count)
  }
}
