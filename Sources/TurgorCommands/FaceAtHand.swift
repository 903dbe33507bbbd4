import EnergyDevices
import Foundation
import Scenarios
import Solvers

/// The face of the request before: schedules on one face share its mesh and its rest shape.
final class FaceAtHand {
  private var face: SolvedFace?
  private let cells = CellCache()
  private let isShared: Bool

  /// - Parameter isShared: whether other requests follow; an interrupted one then begins again at the beginning, for what
  ///   solutions of several schedules lie in one place would be nobody's.
  init(isShared: Bool = false) { self.isShared = isShared }

  /// The face of a request, with its rest shape; that of the request before where it is the same.
  ///
  /// - Parameters:
  ///   - request: whose face; its devices and threads are prepared.
  ///   - meshes: the folder of the atlas and the devices.
  ///   - states: where solutions are kept, unless the face is shared.
  ///   - clock: notes what each stage takes.
  ///   - watch: called after each iteration with what is sought.
  /// - Returns: ready for the schedule of the request.
  /// - Throws: the errors of the readers, of registration and of the atlas, and `RunFailure`.
  func solved(
    for request: RunRequest, meshes: URL, states: SolvedStates, clock: inout StageClock,
    watch: @escaping (_ step: String, NewtonIteration) -> Void
  ) throws -> SolvedFace {
    if let face, face.isFace(of: request.scenario) {
      try clock.time("device cells") {
        try face.prepare(request.scenario, meshes: meshes, cells: cells)
      }
      return face
    }
    let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let prepared = try PreparedFace(
      request.scenario, folder: here, meshes: meshes, cells: cells, clock: &clock)
    let solved = try SolvedFace(
      request.scenario, on: prepared, threads: request.threads, clock: &clock,
      states: isShared ? nil : states, watch: watch)
    face = solved
    return solved
  }
}
