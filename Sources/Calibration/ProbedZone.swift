import Anatomy
import Dispatch
import Documents
import Foundation
import Probes
import Scenarios
import SparseAlgebra
import Treatments

/// The zone of a person on which something was read: what the instruments would read of any tissue.
///
/// Where nothing but postures was read it is the first zone of the face, whose moduli are those of all.
public struct ProbedZone: Sendable {
  public internal(set) var readings: Readings
  /// As preset and subject have it.
  public let tissue: ResolvedTissue
  /// Among the zones of `tissue`.
  public let number: Int
  public let spreads: FigureSpreads

  /// Difference of a logarithm for slopes: the second order is 10⁻⁴ of them.
  private static let step = 1e-4

  /// - Parameters:
  ///   - readings: as read from a file.
  ///   - meshes: the folder of the atlas, the presets and the spreads.
  /// - Throws: what is wrong with these files.
  public init(_ readings: Readings, meshes: URL) throws {
    (self.readings, spreads) = (readings, try FigureSpreads.read(in: meshes))
    tissue = try readings.scenario.resolvedTissue(
      TissuePreset(named: readings.preset.rawValue, in: meshes),
      atlas: AtlasFiles.atlas(in: meshes), law: AgeingLaw.read(in: meshes))
    guard let found = tissue.zones.firstIndex(where: { readings.zones.contains($0.zone) }) else {
      preconditionFailure("no zone \(readings.zones.name)")
    }
    number = found
  }

  /// The zone that was probed.
  public var name: String { tissue.zones[number].zone.name }

  /// Standard deviations between people of the logarithms of the parameters.
  public var priors: [Double] {
    readings.parameters.map { parameter in
      guard let spread = spreads.tissue[parameter.quantity] else {
        preconditionFailure("no spread of \(parameter.name)")
      }
      return spread.deviation
    }
  }

  /// The layers of the zone.
  ///
  /// - Parameter x: logarithms of the factors on the parameters.
  /// - Returns: from the bone outwards.
  /// - Throws: `ProbeError`.
  public func layers(at x: [Double]) throws(ProbeError) -> LayeredTissue {
    var moved = tissue
    var factors: [TissueLayer: Double] = [:]
    for (parameter, amount) in zip(readings.parameters, x) {
      parameter.scale(by: exp(amount), moduli: &factors, preset: &moved.preset)
    }
    return try moved.layeredTissue(
      ofZone: number,
      stiffness: factors.mapValues { Array(repeating: $0, count: moved.zones.count) })
  }

  /// The curves of all readings, on two threads at once.
  ///
  /// - Parameters:
  ///   - x: logarithms of the factors on the parameters.
  ///   - wantsSlopes: by them.
  ///   - near: the curves on a tissue not far off, which make these faster; their steps in time are taken.
  /// - Returns: one for each reading, each the same whatever is computed beside it.
  /// - Throws: what a probe throws.
  public func runs(at x: [Double], wantsSlopes: Bool = true, near: [ProbeRun] = []) throws
    -> [ProbeRun]
  {
    let base = try layers(at: x)
    var varied: [VariedTissue] = []
    for i in wantsSlopes ? x.indices : 0..<0 {
      var there = x
      there[i] += Self.step
      varied.append(VariedTissue(try layers(at: there), step: Self.step))
    }
    let slopesWanted = varied
    let readings = readings
    var found = [Result<ProbeRun, any Error>?](repeating: nil, count: readings.readings.count)
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      BLASThreads.withOne {
        DispatchQueue.concurrentPerform(iterations: readings.readings.count) { i in
          buffer[i] = Result {
            try readings.readings[i].run(
              on: base, detail: readings.detail, variations: slopesWanted,
              near: near.isEmpty ? nil : near[i].path)
          }
        }
      }
    }
    return try found.compactMap { try $0?.get() }
  }
}

extension Readings.Reading {
  fileprivate func run(
    on tissue: LayeredTissue, detail: Readings.Detail, variations: [VariedTissue],
    near: ProbePath?
  ) throws -> ProbeRun {
    let schedule = ProbeSchedule(times: points.map(\.time), growth: detail.growth)
    return switch test {
    case .suction(let test):
      try test.run(
        on: tissue, cells: detail.cells, variations: variations, schedule: schedule, near: near,
        threads: 1)
    case .indentation(let test):
      try test.run(
        on: tissue, cells: detail.cells, variations: variations, schedule: schedule, near: near,
        threads: 1)
    }
  }

  /// What would be read at the times of the points, and its slopes, `[value][parameter]`.
  func values(of run: ProbeRun) -> DampedGaussNewton.Evaluation {
    let slopes = run.slopes
    func read(_ time: Double, _ values: (Int) -> Double) -> Double {
      run.curve.interpolated(at: time, values) - values(0)
    }
    return DampedGaussNewton.Evaluation(
      values: points.map { point in
        read(point.time) { i in
          switch test {
          case .suction: run.curve.points[i].excursion
          case .indentation: run.curve.points[i].load
          }
        }
      },
      slopes: points.map { point in
        slopes.map { one in
          read(point.time) { i in
            switch test {
            case .suction: one[i].excursion
            case .indentation: one[i].load
            }
          }
        }
      })
  }
}

extension RecoilCurve {
  /// Any value that belongs to the points, linear between them; the last one after the end.
  fileprivate func interpolated(at time: Double, _ value: (Int) -> Double) -> Double {
    guard let next = points.firstIndex(where: { $0.time >= time }) else {
      return value(points.count - 1)
    }
    guard next > 0, points[next].time > points[next - 1].time else { return value(next) }
    let part = (time - points[next - 1].time) / (points[next].time - points[next - 1].time)
    return value(next - 1) + part * (value(next) - value(next - 1))
  }
}

extension ProbedZone {
  /// What all instruments would read, one after the other.
  ///
  /// - Parameter x: logarithms of the factors on the parameters.
  /// - Returns: in SI units, in the order of the readings and their points.
  /// - Throws: what a probe throws.
  public func predictions(at x: [Double]) throws -> [[Double]] {
    zip(readings.readings, try runs(at: x, wantsSlopes: false)).map { $0.values(of: $1).values }
  }
}
