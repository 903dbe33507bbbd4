import Foundation

/// The same deck in CalculiX and in Turgor, side by side.
///
/// `shell-benchmark FOLDER [RINGS…]` writes the decks of a layered shell (`LayeredShell`) into a folder, has `ccx` and both
/// formulations of `turgor solve` (beside this program) solve them as processes of their own, two threads each, and prints a row
/// a run: time, memory, iterations, and the error of the mean motion of the outer face against a fine reference. The
/// reference is the mixed formulation with two cells through each layer, on the finest triangles asked for and on two and four
/// times their size, extrapolated with the order that these show. Rows of `mixed` on coarse triangles end with the coarsest that is as good as each of CalculiX.
@main struct ShellBenchmark {
  static let threads = 2

  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    guard let path = words.first else {
      print("usage: shell-benchmark FOLDER [RINGS…]")
      exit(2)
    }
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    let given = words.dropFirst().compactMap { Int($0) }.filter { $0 >= 4 }
    let sizes = given.isEmpty ? [12, 23, 33] : given.sorted()
    say(ShellRun.header)
    let reference = try reference(rings: sizes[sizes.count - 1], in: folder)
    var (peers, own): ([ShellRun], [ShellRun]) = ([], [])
    for rings in sizes {
      let shell = LayeredShell(rings: rings)
      for program in ShellProgram.allCases {
        let run = try ShellRun(shell, rings: rings, by: program, in: folder, threads: threads)
        say(run.row(against: reference))
        if program == .calculix { peers.append(run) }
        if program == .mixed { own.append(run) }
      }
    }
    for rings in [4, 5, 6, 8, 10, 14, 18] where rings < sizes[sizes.count - 1] {
      let run = try ShellRun(
        LayeredShell(rings: rings), rings: rings, by: .mixed, in: folder, threads: threads)
      say(run.row(against: reference))
      own.append(run)
    }
    compare(peers, with: own, against: reference)
  }

  /// The motion extrapolated from three meshes, each with triangles of half the size of the one before, all printed.
  ///
  /// u ≈ u∞ − C hᵖ gives 2ᵖ = (u₂ − u₁)/(u₃ − u₂) and u∞ = u₃ + (u₃ − u₂)/(2ᵖ − 1), for the mean and the largest motion.
  ///
  /// - Source: Roache, J. Fluids Eng. 116 (1994) 405.
  private static func reference(rings: Int, in folder: URL) throws -> OuterMotion {
    let finest = max(rings / 4 * 4, 8)
    let motions = try [finest / 4, finest / 2, finest].map { rings in
      let run = try ShellRun(
        LayeredShell(rings: rings, split: 2), rings: rings, by: .mixed, in: folder,
        threads: threads)
      say("reference " + run.row(against: nil))
      return run.motion
    }
    func extrapolated(_ u: [Double]) -> (value: Double, order: Double) {
      let ratio = (u[1] - u[0]) / (u[2] - u[1])
      return (u[2] + (u[2] - u[1]) / (ratio - 1), log2(ratio))
    }
    let (mean, order) = extrapolated(motions.map(\.mean))
    let reference = OuterMotion(mean: mean, largest: extrapolated(motions.map(\.largest)).value)
    say(
      String(
        format: "reference mean %.5f mm, largest %.5f mm; order %.2f, extrapolated by %.2f %%",
        reference.mean, reference.largest, order, 100 * (mean / motions[2].mean - 1)))
    return reference
  }

  /// How much faster the mixed formulation is at equal mesh, and on the cheapest mesh with at most the error of CalculiX.
  private static func compare(
    _ peers: [ShellRun], with own: [ShellRun], against reference: OuterMotion
  ) {
    for peer in peers {
      let error = abs(peer.error(against: reference))
      let asGood = own.filter { abs($0.error(against: reference)) <= error }
      guard let same = own.first(where: { $0.rings == peer.rings }),
        let coarsest = asGood.min(by: { $0.cost.cpu < $1.cost.cpu })
      else { continue }
      say(
        String(
          format: """
            %d unknowns: at equal mesh %.1f times faster by wall and %.1f by processor, %.2f of the memory; \
            at equal error %.0f times by wall and %.0f by processor (%d unknowns)
            """, peer.unknowns, peer.cost.wall / same.cost.wall, peer.cost.cpu / same.cost.cpu,
          same.cost.memory / peer.cost.memory, peer.cost.wall / coarsest.cost.wall,
          peer.cost.cpu / coarsest.cost.cpu, coarsest.unknowns))
    }
  }
}

/// Prints a line at once, so that a run of minutes can be watched.
private func say(_ line: String) {
  print(line)
  fflush(nil)
}
