import Glibc

/// Where a command writes: data to one stream, everything else to another.
public struct Console: Sendable {
  private let output: @Sendable (String) -> Void
  private let error: @Sendable (String) -> Void
  /// Whether messages may be coloured.
  public let usesColor: Bool
  /// Whether someone watches: a progress line may be drawn over and over.
  public let isTerminal: Bool

  public init(
    usesColor: Bool = false, isTerminal: Bool = false,
    output: @escaping @Sendable (String) -> Void, error: @escaping @Sendable (String) -> Void
  ) {
    (self.usesColor, self.isTerminal) = (usesColor, isTerminal)
    (self.output, self.error) = (output, error)
  }

  /// Standard output and standard error of the process.
  ///
  /// Colours need a terminal, and NO_COLOR to be unset or empty (no-color.org).
  public static var standard: Console {
    let isTerminal = isatty(STDERR_FILENO) == 1
    let forbidden = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    return Console(
      usesColor: isTerminal && !forbidden, isTerminal: isTerminal,
      output: { write($0, to: STDOUT_FILENO) }, error: { write($0, to: STDERR_FILENO) })
  }

  /// Writes a line of data.
  public func data(_ line: String) { output(line + "\n") }

  /// Writes a line for the person at the terminal.
  public func note(_ line: String) { error(line + "\n") }

  /// Draws a line over the one that was drawn before; an empty one clears it.
  ///
  /// Only where `isTerminal`.
  func redraw(_ line: String) { error("\r\u{1B}[2K\(line)") }

  /// Writes a warning.
  public func warn(_ text: String) { error("\(painted("warning:", "33")) \(text)\n") }

  /// Writes why a command failed.
  public func fail(_ text: String) { error("\(painted("turgor:", "31")) \(text)\n") }

  private func painted(_ text: String, _ color: String) -> String {
    usesColor ? "\u{1B}[1;\(color)m\(text)\u{1B}[0m" : text
  }
}

/// Writes all of `text`, however often the system interrupts; a closed pipe ends it quietly.
private func write(_ text: String, to descriptor: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return }
    bytes = bytes.dropFirst(count)
  }
}
