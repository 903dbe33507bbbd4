import Anatomy
import Probes
import SparseAlgebra

/// An instrument that is put on the skin of a zone for some seconds.
public struct Probe: Sendable, Equatable {
  public enum Test: Sendable, Equatable {
    case suction(SuctionTest)
    case indentation(IndentationTest)
  }

  /// Where; of several zones the first is taken.
  public var zones: ZoneSelection
  public var test: Test

  public init(_ test: Test, on zones: ZoneSelection) { (self.test, self.zones) = (test, zones) }

  public var timing: RecoilCurve.Timing {
    switch test {
    case .suction(let test): test.timing
    case .indentation(let test): test.timing
    }
  }
}

extension Probe: CustomStringConvertible {
  public var description: String {
    let what =
      switch test {
      case .suction(let test):
        "suction of \((1e-2 * test.pressure).formatted3) mbar through \((2e3 * test.probe.aperture).formatted3) mm"
      case .indentation(let test):
        switch (test.indenter.shape, test.goal) {
        case (let shape, .depth(let depth)):
          "\(shape.rawValue) of radius \((1e3 * test.indenter.radius).formatted3) mm pressed "
            + "\((1e3 * depth).formatted3) mm deep"
        case (let shape, .force(let force)):
          "\(shape.rawValue) of radius \((1e3 * test.indenter.radius).formatted3) mm pressed with "
            + "\(force.formatted3) N"
        }
      }
    let cycles = timing.cycles == 1 ? "" : ", \(timing.cycles) times"
    return
      "\(what) on \(zones.name), \(timing.on.formatted3) s on and \(timing.off.formatted3) s off\(cycles)"
  }
}

/// What a probe found in a step.
public struct ProbeOutcome: Sendable {
  public var step: String
  public var probe: Probe
  /// The zone that was probed.
  public var zone: String
  public var tissue: LayeredTissue
  public var run: ProbeRun

  /// Computes the probe on the layers of its zone, with one thread of the BLAS: two of them wait for each other on
  /// systems as small as these.
  ///
  /// - Parameters:
  ///   - probe: what is done.
  ///   - step: in which.
  ///   - resolved: the tissue of the face.
  ///   - conditions: what changes of stiffness are in force.
  ///   - threads: for assembly.
  /// - Throws: `ProbeError`, or what the solver throws.
  init(
    _ probe: Probe, step: String, on resolved: ResolvedTissue, conditions: StepConditions,
    threads: Int
  ) throws {
    guard let number = resolved.zones.firstIndex(where: { probe.zones.contains($0.zone) }) else {
      preconditionFailure("no zone \(probe.zones.name)")
    }
    (self.step, self.probe) = (step, probe)
    zone = resolved.zones[number].zone.name
    let tissue = try resolved.layeredTissue(ofZone: number, stiffness: conditions.stiffness)
    self.tissue = tissue
    run = try BLASThreads.withOne {
      switch probe.test {
      case .suction(let test): try test.run(on: tissue, threads: threads)
      case .indentation(let test): try test.run(on: tissue, threads: threads)
      }
    }
  }
}

extension ProbeOutcome {
  /// What `recoil` has, in its order.
  static let recoilNames =
    ["R0_mm", "R1_mm", "R2", "R3_mm", "R4_mm", "R5", "R6", "R7", "R8_mm", "R9_mm"]
    + ["excursion_max_mm", "unrestored_energy"]

  /// The figures of the curve by name: lengths in mm, ratios.
  var recoil: [String: Double] {
    let curve = run.curve
    var found: [String: Double] = [
      "excursion_max_mm": 1e3 * curve.maximum, "unrestored_energy": curve.unrestoredEnergy,
    ]
    for entry in curve.parameters.all {
      found[entry.isLength ? "\(entry.name)_mm" : entry.name] =
        (entry.isLength ? 1e3 : 1) * entry.value
    }
    return found
  }
}

extension ResolvedTissue {
  /// The flat layers of a zone, as a probe finds them.
  ///
  /// - Parameters:
  ///   - number: of the zone.
  ///   - changes: factors on the moduli by layer, one per zone.
  /// - Returns: from the bone outwards, with the tension of the skin where the scenario asks for it.
  /// - Throws: `ProbeError` where the tissue is not the same in all directions or cannot bear its tension.
  public func layeredTissue(ofZone number: Int, stiffness changes: [TissueLayer: [Double]] = [:])
    throws(ProbeError) -> LayeredTissue
  {
    let own = stiffness
    var factors: [TissueLayer: Double] = [:]
    for layer in TissueLayer.allCases {
      factors[layer] = (own[layer]?[number] ?? 1) * (changes[layer]?[number] ?? 1)
    }
    let figures = zones[number].figures
    var layers = preset.layers
    for (layer, factor) in factors where factor != 1 {
      guard var entry = layers[layer] else { continue }
      entry.material = entry.material.scaled(by: factor)
      layers[layer] = entry
    }
    return try LayeredTissue(
      figures, layers: layers, skin: zones[number].layers[.skin]?.thickness.mean,
      tensionFactor: tensionFactor)
  }
}
