import CProcessor
import Foundation

/// The program that runs: its version, and how it was compiled.
public struct Build: Codable, Equatable, Sendable {
  public var version: String
  public var compiler: String
  public var isOptimized: Bool
  /// Whether the compiler was allowed AVX2 and fused multiply-add.
  public var usesFMA: Bool

  public init(version: String, compiler: String, isOptimized: Bool, usesFMA: Bool) {
    (self.version, self.compiler) = (version, compiler)
    (self.isOptimized, self.usesFMA) = (isOptimized, usesFMA)
  }

  /// This program.
  public static var current: Build {
    Build(
      version: TurgorVersion.current, compiler: compilerName, isOptimized: !isDebug,
      usesFMA: turgor_compiled_with_fma() == 1)
  }

  /// The content of the program file: two builds of one version may differ in the last bits.
  public static var program: SHA256Digest? {
    SHA256Digest(ofFile: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath())
  }

  private static var isDebug: Bool {
    var debug = false
    // The body of an assertion runs in debug builds only.
    assert(
      {
        debug = true
        return true
      }())
    return debug
  }

  private static var compilerName: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      "Swift 6.1"
    #endif
  }
}
