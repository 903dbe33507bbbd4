import Foundation

/// The same deck in CalculiX and in Turgor, side by side.
///
/// `shell-benchmark FOLDER [RINGS…]` writes the decks of a layered shell (`LayeredShell`) into a folder, has `ccx` and both
/// formulations of `turgor solve` (beside this program) solve them as processes of their own, two threads each, and prints a row
/// a run: time, memory, iterations, and the error of the mean motion of the outer face against a fine reference. The
/// reference is the mixed formulation with two cells through each layer, on the finest triangles asked for and on twice
/// their size, extrapolated with h². Rows of `mixed` on coarse triangles end with the coarsest that is as good as each of CalculiX.
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
    let sizes = given.isEmpty ? [12, 23, 36] : given.sorted()
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

  /// The mean motion extrapolated from two fine meshes, both printed.
  private static func reference(rings: Int, in folder: URL) throws -> OuterMotion {
    let motions = try [rings / 2, rings / 2 * 2].map { rings in
      let run = try ShellRun(
        LayeredShell(rings: rings, split: 2), rings: rings, by: .mixed, in: folder,
        threads: threads)
      say("reference " + run.row(against: nil))
      return run.motion
    }
    let extrapolated = OuterMotion(
      mean: motions[1].mean + (motions[1].mean - motions[0].mean) / 3,
      largest: motions[1].largest + (motions[1].largest - motions[0].largest) / 3)
    say(
      String(
        format: "reference mean %.5f mm, largest %.5f mm, extrapolated by %.2f %%",
        extrapolated.mean, extrapolated.largest,
        100 * (extrapolated.mean / motions[1].mean - 1)))
    return extrapolated
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
