import Foundation

/// A Python with packages that others read our files with: that of `TURGOR_PYTHON`, else the system's.
public struct Python: Sendable {
  private let program: String

  /// - Parameter modules: what it must be able to import, as in `pyvista, meshio`; nil where it lacks one.
  public init?(having modules: String) {
    program = ProcessInfo.processInfo.environment["TURGOR_PYTHON"] ?? "python3"
    guard run("import \(modules)")?.code == 0 else { return nil }
  }

  /// Runs a script with words as `sys.argv[1:]`.
  ///
  /// - Returns: nil where there is no such program.
  public func run(_ script: String, _ words: String...) -> (code: Int32, output: Data)? {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, "-c", script] + words
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, data)
  }
}
