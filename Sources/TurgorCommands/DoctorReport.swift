import CProcessor
import Foundation
import Provenance
import Rendering

/// This build, its libraries and this machine.
struct DoctorReport: Encodable, Equatable {
  struct BLAS: Encodable, Equatable {
    /// The file that answers CHOLMOD's calls of BLAS.
    var path: String
    var threads: Int
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
  var libraries: LibraryVersions
  var blas: BLAS
  var machine: Machine
  var files: Files
  var warnings: [String] = []

  /// The report of this process.
  static func current() -> DoctorReport {
    var report = DoctorReport(
      build: .current, libraries: .loaded, blas: .current, machine: .current,
      files: Files(font: Typeface.find()?.path, meshes: MeshesFolder.find()))
    report.warnings = report.findWarnings()
    return report
  }

  /// What costs speed, or keeps something from working.
  func findWarnings() -> [String] {
    var found: [String] = []
    if libraries.openBLAS.isEmpty {
      let name = blas.path.contains("/blas/") ? "the reference BLAS" : "not OpenBLAS"
      found.append(
        "CHOLMOD's BLAS is \(name) (\(blas.path)): factorizations are many times slower. "
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
      ("CHOLMOD", libraries.cholmod), ("BLAS", blas.path),
      (
        "OpenBLAS", libraries.openBLAS.isEmpty ? "not in use" : libraries.openBLAS
      ),
      ("BLAS threads", blas.threads > 0 ? "\(blas.threads)" : "unknown"),
      ("Embree", libraries.embree), ("libpng", libraries.libpng),
      ("FreeType", libraries.freeType), ("jansson", libraries.jansson),
      ("libcrypto", libraries.libcrypto),
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

extension DoctorReport.BLAS {
  static var current: Self {
    var path = [CChar](repeating: 0, count: 4096)
    let found = turgor_blas_path(&path, Int32(path.count)) != 0
    return Self(path: found ? resolved(path) : "not found", threads: Int(turgor_blas_threads()))
  }

  /// The file behind the links of Debian's alternatives.
  private static func resolved(_ path: [CChar]) -> String {
    let text = String(
      decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return URL(fileURLWithPath: text).resolvingSymlinksInPath().path
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
