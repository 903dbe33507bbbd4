import CCholmod
import CEmbree
import CFreeType
import CJansson
import CPNG
import CProcessor
import Foundation
import Rendering

/// This build, its libraries and this machine.
struct DoctorReport: Encodable, Equatable {
  struct Build: Encodable, Equatable {
    var version: String
    var compiler: String
    var isOptimized: Bool
    /// Whether the compiler was allowed AVX2 and fused multiply-add.
    var usesFMA: Bool
  }

  struct Libraries: Encodable, Equatable {
    var cholmod: String
    var embree: String
    var freeType: String
    var jansson: String
    var libpng: String
    /// The file that answers CHOLMOD's calls of BLAS.
    var blasPath: String
    /// What OpenBLAS says of itself; empty for another BLAS.
    var blasConfiguration: String
    var blasThreads: Int
  }

  struct Machine: Encodable, Equatable {
    var cores: Int
    var memoryTotal_MB: Int
    var memoryAvailable_MB: Int
    var hasAVX2AndFMA: Bool
  }

  struct Files: Encodable, Equatable {
    var font: String?
    var meshes: String?
  }

  var build: Build
  var libraries: Libraries
  var machine: Machine
  var files: Files
  var warnings: [String] = []

  /// The report of this process.
  static func current() -> DoctorReport {
    var report = DoctorReport(
      build: .current, libraries: .current, machine: .current,
      files: Files(font: Typeface.find()?.path, meshes: MeshesFolder.find()))
    report.warnings = report.findWarnings()
    return report
  }

  /// What costs speed, or keeps something from working.
  func findWarnings() -> [String] {
    var found: [String] = []
    if libraries.blasConfiguration.isEmpty {
      let name = libraries.blasPath.contains("/blas/") ? "the reference BLAS" : "not OpenBLAS"
      found.append(
        "CHOLMOD's BLAS is \(name) (\(libraries.blasPath)): factorizations are many times slower. "
          + "Install libopenblas-dev, or choose it: update-alternatives --config "
          + "libblas.so.3-x86_64-linux-gnu")
    }
    if !build.isOptimized {
      found.append("this is a debug build, a hundred times slower: use scripts/build")
    }
    if machine.hasAVX2AndFMA && !build.usesFMA {
      found.append(
        "this processor has AVX2 and FMA, but the build does not use them: use scripts/build")
    }
    if files.font == nil { found.append(Typeface.missingWarning) }
    if files.meshes == nil {
      found.append(
        "the folder with the meshes was not found; set \(MeshesFolder.variable) to its path")
    }
    if (1..<2000).contains(machine.memoryAvailable_MB) {
      found.append(
        "only \(machine.memoryAvailable_MB) MB of memory are free; a standard run needs about 2000")
    }
    return found
  }

  /// The report as a table.
  var text: String {
    let rows = [
      ("turgor", build.version), ("compiler", build.compiler),
      ("build", build.isOptimized ? "optimized" : "debug"),
      (
        "AVX2 and FMA",
        "\(build.usesFMA ? "used" : "not used"), processor \(machine.hasAVX2AndFMA ? "has" : "lacks") them"
      ),
      ("CHOLMOD", libraries.cholmod), ("BLAS", libraries.blasPath),
      (
        "OpenBLAS", libraries.blasConfiguration.isEmpty ? "not in use" : libraries.blasConfiguration
      ),
      ("BLAS threads", libraries.blasThreads > 0 ? "\(libraries.blasThreads)" : "unknown"),
      ("Embree", libraries.embree), ("libpng", libraries.libpng),
      ("FreeType", libraries.freeType), ("jansson", libraries.jansson),
      ("cores", "\(machine.cores)"),
      ("memory", "\(machine.memoryTotal_MB) MB, \(machine.memoryAvailable_MB) MB free"),
      ("font", files.font ?? "not found"), ("meshes", files.meshes ?? "not found"),
      ("warnings", warnings.isEmpty ? "none" : "\(warnings.count), see below"),
    ]
    return rows.map { name, value in
      name + String(repeating: " ", count: 14 - name.count) + value
    }.joined(separator: "\n")
  }
}

extension DoctorReport.Build {
  static var current: Self {
    Self(
      version: Turgor.version, compiler: compilerName, isOptimized: !isDebug,
      usesFMA: turgor_compiled_with_fma() == 1)
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

extension DoctorReport.Libraries {
  static var current: Self {
    var cholmod: [Int32] = [0, 0, 0]
    cholmod_version(&cholmod)
    var (library, major, minor, patch) = (FT_Library?.none, FT_Int(0), FT_Int(0), FT_Int(0))
    if FT_Init_FreeType(&library) == 0 {
      FT_Library_Version(library, &major, &minor, &patch)
      FT_Done_FreeType(library)
    }
    var path = [CChar](repeating: 0, count: 4096)
    let found = turgor_blas_path(&path, Int32(path.count)) != 0
    return Self(
      cholmod: cholmod.map(String.init).joined(separator: "."),
      embree: embreeVersion(), freeType: "\(major).\(minor).\(patch)",
      jansson: String(cString: jansson_version_str()),
      libpng: String(cString: png_get_libpng_ver(nil)),
      blasPath: found ? resolved(path) : "not found",
      blasConfiguration: String(cString: turgor_blas_configuration()),
      blasThreads: Int(turgor_blas_threads()))
  }

  /// The file behind the links of Debian's alternatives.
  private static func resolved(_ path: [CChar]) -> String {
    let text = String(
      decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return URL(fileURLWithPath: text).resolvingSymlinksInPath().path
  }

  /// The version of the library that is loaded, with that of the headers where they differ.
  private static func embreeVersion() -> String {
    let header = String(cString: turgor_embree_header_version())
    guard let device = rtcNewDevice("threads=1") else { return "\(header) (does not start)" }
    defer { rtcReleaseDevice(device) }
    let number = rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_VERSION)
    let loaded = "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    return loaded == header ? loaded : "\(loaded) (built for \(header))"
  }
}

extension DoctorReport.Machine {
  static var current: Self {
    let memory = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    return Self(
      cores: ProcessInfo.processInfo.activeProcessorCount,
      memoryTotal_MB: megabytes("MemTotal", in: memory),
      memoryAvailable_MB: megabytes("MemAvailable", in: memory),
      hasAVX2AndFMA: turgor_processor_has_v3() != 0)
  }

  /// A line such as `MemTotal:  24000000 kB`; zero where it is missing.
  static func megabytes(_ name: String, in text: String) -> Int {
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.split(separator: " ")
      if words.count > 1, let kilobytes = Int(words[1]) { return kilobytes / 1024 }
    }
    return 0
  }
}
