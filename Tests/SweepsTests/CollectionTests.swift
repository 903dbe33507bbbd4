import CSQLite
import Foundation
import Testing

@testable import Sweeps

struct CollectionTests {
  @Test func `table, database and archive say the same`() throws {
    let sweep = try StubSweep(count: 4, fates: [2: "diverge, \"twice\""])
    defer { sweep.remove() }
    let columns = try sweep.folder.keep(columns: ["a/b/y_mm", "z"])
    for (number, run) in sweep.plan.runs.enumerated() where number != 3 {
      let record =
        number == 1
        ? SweepRecord(run.id, RunRefusal(.diverged, "no, \"really\""))
        : SweepRecord(
          run.id,
          RunOutcome(columns: ["a/b/y_mm", "z"], values: [0.1 + 0.2, number == 0 ? .nan : 3]),
          columns: columns)
      #expect(try sweep.folder.write(record))
      #expect(try !sweep.folder.write(record))
    }
    let runs = CollectedRuns(sweep.plan, in: sweep.folder)
    try sweep.folder.collect(runs)
    let lines = try String(
      contentsOf: sweep.folder.url.appending(path: "runs.csv"), encoding: .utf8
    ).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("run,id,face,x,wait,fate,status,failure,reason,start,"))
    #expect(lines[1].hasSuffix(",0.30000000000000004,"))
    #expect(lines[2].contains("\"diverge, \"\"twice\"\"\",failed,diverged,\"no, \"\"really\"\"\""))
    #expect(lines[4].contains(",open,"))
    #expect(try rows("SELECT COUNT(*) FROM runs", in: sweep.folder) == "4")
    #expect(
      try rows("SELECT value FROM results WHERE run = 3 AND name = 'z'", in: sweep.folder) == "3.0")
    #expect(
      try rows("SELECT reason FROM runs WHERE status = 'failed'", in: sweep.folder)
        == "no, \"really\"")
  }

  @Test func `NumPy reads the archive`() throws {
    var archive = NumPyArchive()
    archive.add("numbers", [1, 2.5, -3, .nan, 5, 6], shape: [3, 2])
    archive.add("counts", [1, -2])
    archive.add("words", ["Öl", "", "abc"])
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).npz")
    defer { try? FileManager.default.removeItem(at: url) }
    try #require(archive.data).write(to: url)
    let program = """
      import sys
      try:
        import numpy
      except ImportError:
        print("no numpy"); sys.exit()
      a = numpy.load(sys.argv[1], allow_pickle=False)
      print(sorted(a.files), a["numbers"].tolist(), a["counts"].tolist(), a["words"].tolist())
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, url.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 127, !text.hasPrefix("no numpy") else {
      print("skipped: there is no Python with NumPy")
      return
    }
    #expect(
      text
        == "['counts', 'numbers', 'words'] [[1.0, 2.5], [-3.0, nan], [5.0, 6.0]] [1, -2] ['Öl', '', 'abc']\n"
    )
  }

  @Test func `a plan that was changed, or of another sweep, is refused`() throws {
    let sweep = try StubSweep(count: 4)
    defer { sweep.remove() }
    #expect(throws: SweepFolderError.otherPlan(path: sweep.folder.url.path)) {
      _ = try StubSweep(count: 5, in: sweep.folder.url)
    }
    // The very same plan is no other.
    _ = try StubSweep(count: 4, in: sweep.folder.url)
    let place = sweep.folder.url.appending(path: "plan.jsonl")
    try (Data(contentsOf: place) + Data("\n".utf8)).write(to: place)
    #expect(throws: SweepFolderError.self) { _ = try sweep.folder.readPlan() }
  }

  @Test func `a folder with other things in it is left alone`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mine-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine".utf8).write(to: folder.appending(path: "thesis.txt"))
    #expect(throws: SweepFolderError.self) { _ = try StubSweep(count: 2, in: folder) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["thesis.txt"])
  }

  /// The first cell of a query.
  private func rows(_ query: String, in folder: SweepFolder) throws -> String {
    var (database, statement): (OpaquePointer?, OpaquePointer?)
    try #require(
      sqlite3_open(folder.url.appending(path: "runs.sqlite").path, &database) == SQLITE_OK)
    defer { sqlite3_close_v2(database) }
    try #require(sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
  }
}
