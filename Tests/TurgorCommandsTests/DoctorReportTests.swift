import Foundation
import Testing

@testable import Provenance
@testable import TurgorCommands

@Suite struct DoctorReportTests {
  /// A report without anything to warn of.
  static let healthy = DoctorReport(
    build: .init(version: "1", compiler: "Swift 6.3", isOptimized: true, usesFMA: true),
    libraries: .init(
      cholmod: "3.0.14", embree: "3.13.5", freeType: "2.12.1", jansson: "2.14", libpng: "1.6.39",
      libcrypto: "3.0.19", openBLAS: "OpenBLAS 0.3.21"),
    blas: .init(path: "/usr/lib/openblas-pthread/libblas.so.3", threads: 2),
    machine: .init(
      cores: 2, memoryTotal_MB: 8000, memoryAvailable_MB: 6000, hasAVX2AndFMA: true),
    files: .init(font: "/f.ttf", meshes: "/m"))

  @Test func `finds nothing wrong where nothing is`() {
    #expect(Self.healthy.findWarnings().isEmpty)
  }

  @Test func `warns of a reference BLAS, and names it`() {
    var report = Self.healthy
    report.libraries.openBLAS = ""
    report.blas.path = "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0"
    #expect(
      report.findWarnings() == [
        "CHOLMOD's BLAS is the reference BLAS (/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0): "
          + "factorizations are many times slower. Install libopenblas-dev, or choose it: "
          + "update-alternatives --config libblas.so.3-x86_64-linux-gnu"
      ])
    report.blas.path = "/opt/mkl/libmkl_rt.so"
    #expect(report.findWarnings()[0].hasPrefix("CHOLMOD's BLAS is not OpenBLAS (/opt/mkl"))
  }

  @Test func `warns of what costs speed or is missing`() {
    var report = Self.healthy
    report.build.usesFMA = false
    report.files = .init(font: nil, meshes: nil)
    report.machine.memoryAvailable_MB = 900
    #expect(report.findWarnings().count == 4)
    report.machine.hasAVX2AndFMA = false
    #expect(report.findWarnings().count == 3)
  }

  @Test func `knows this machine and its libraries`() throws {
    let report = DoctorReport.current()
    #expect(report.machine.cores > 0 && report.machine.memoryTotal_MB > 100)
    for version in [
      report.libraries.cholmod, report.libraries.embree, report.libraries.freeType,
      report.libraries.jansson, report.libraries.libpng, report.libraries.libcrypto,
    ] {
      #expect(version.split(separator: ".").count >= 2 && !version.hasPrefix("0"))
    }
    #expect(report.text.contains("CHOLMOD"))
    let json = turgor("doctor", "--json")
    #expect(json.code == .done)
    let decoded = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect((decoded as? [String: Any])?["warnings"] as? [String] == report.warnings)
  }

  @Test func `reads the memory as Linux writes it`() {
    let text = "MemTotal:       24684032 kB\nMemAvailable:    2048 kB\nBroken:\n"
    #expect(DoctorReport.Machine.megabytes("MemTotal", in: text) == 24105)
    #expect(DoctorReport.Machine.megabytes("MemAvailable", in: text) == 2)
    #expect(DoctorReport.Machine.megabytes("Broken", in: text) == 0)
    #expect(DoctorReport.Machine.megabytes("None", in: text) == 0)
  }

  @Test func `looks for meshes where the environment says`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "turgor-meshes-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(MeshesFolder.find(environment: [MeshesFolder.variable: folder.path]) == nil)
    try "{}".write(
      toFile: folder.path + "/" + MeshesFolder.mark, atomically: true, encoding: .utf8)
    #expect(MeshesFolder.find(environment: [MeshesFolder.variable: folder.path]) == folder.path)
  }
}
