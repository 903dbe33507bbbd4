import Scenarios

/// Computes what `request` asks for, and writes the results.
///
/// - Returns: `.done`, or how else the process is to end.
/// - Throws: `CommandFailure` with the sentence for the user.
func runScenario(_ request: RunRequest, console: Console) throws -> ExitCode {
  throw CommandFailure(.unmet, "this build cannot compute scenarios yet")
}
