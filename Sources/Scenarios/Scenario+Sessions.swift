import Anatomy
import EnergyDevices
import Foundation
import SparseAlgebra
import Treatments

/// Why a session with a device cannot be.
public struct SessionError: Error, CustomStringConvertible {
  /// Name of the step.
  public var step: String
  public var reason: String

  public var description: String { "step \(step): \(reason)" }
}

extension Scenario {
  /// Sessions with energy devices, by the name of the step.
  private var sessionSteps: [(step: String, session: EnergySession)] {
    steps.compactMap { step in
      if case .treat(.session(let session)) = step.action { (step.id, session) } else { nil }
    }
  }

  /// Whether all devices are there, and can be set so.
  ///
  /// - Throws: `SessionError`, or `DocumentError` of the file of devices.
  func checkSessions(in meshes: URL) throws {
    guard !sessionSteps.isEmpty else { return }
    try checkSessions(with: DeviceLibrary.read(in: meshes))
  }

  /// Whether all devices are in a library, and can be set so.
  ///
  /// - Throws: `SessionError`.
  public func checkSessions(with library: DeviceLibrary) throws {
    for (step, session) in sessionSteps {
      do { _ = try session.settings(in: library) } catch {
        throw SessionError(step: step, reason: "\(error)")
      }
    }
  }

  /// What all sessions do on a face, each once.
  func sessions(on face: FaceSolid, of atlas: Atlas, meshes: URL, cells: CellCache) throws
    -> [PreparedSession]
  {
    let found = sessionSteps
    guard !found.isEmpty else { return [] }
    let library = try DeviceLibrary.read(in: meshes)
    var prepared: [PreparedSession] = []
    for (step, session) in found where !prepared.contains(where: { $0.session == session }) {
      do {
        // Small systems are faster on one thread, and the last bits depend on how many there are.
        prepared.append(
          try BLASThreads.withOne {
            try PreparedSession(session, with: library, on: face, of: atlas, cells: cells)
          })
      } catch { throw SessionError(step: step, reason: "\(error)") }
    }
    return prepared
  }
}
