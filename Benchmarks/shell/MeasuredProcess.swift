import Foundation

/// What a child process took.
struct ProcessCost {
  /// Seconds by the clock, and of both processors.
  var wall: Double
  var cpu: Double
  /// Largest memory in GB.
  var memory: Double
  var status: Int32
}

/// Runs a program, without a word on the terminal, and measures it.
///
/// - Parameters:
///   - program: its path.
///   - arguments: what follows it.
///   - folder: where it runs.
///   - threads: that OpenMP, OpenBLAS and CalculiX may take.
/// - Returns: what it took; a status other than 0 where it failed.
func measure(_ program: String, _ arguments: [String], in folder: URL, threads: Int) -> ProcessCost
{
  let variables = [
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "CCX_NPROC_EQUATION_SOLVER", "CCX_NPROC_STIFFNESS",
    "CCX_NPROC_RESULTS", "NUMBER_OF_CPUS",
  ]
  var environment = ProcessInfo.processInfo.environment
  for variable in variables { environment[variable] = String(threads) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for stream in [STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(
      &actions, stream, stream == STDOUT_FILENO ? "stdout.txt" : "stderr.txt",
      O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  }
  var words = ([program] + arguments).map { strdup($0) } + [nil]
  var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for pointer in words + pairs { free(pointer) } }
  let (clock, start) = (ContinuousClock(), ContinuousClock().now)
  let before = FileManager.default.currentDirectoryPath
  _ = FileManager.default.changeCurrentDirectoryPath(folder.path)
  defer { _ = FileManager.default.changeCurrentDirectoryPath(before) }
  var child = pid_t()
  guard posix_spawnp(&child, program, &actions, nil, &words, &pairs) == 0 else {
    return ProcessCost(wall: .nan, cpu: .nan, memory: .nan, status: 127)
  }
  var (status, usage) = (Int32(0), rusage())
  wait4(child, &status, 0, &usage)
  let seconds = { (t: timeval) in Double(t.tv_sec) + 1e-6 * Double(t.tv_usec) }
  return ProcessCost(
    wall: Double((clock.now - start) / .seconds(1)),
    cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
    // Linux counts in kB.
    memory: Double(usage.ru_maxrss) * 1024 / 1e9, status: status)
}
