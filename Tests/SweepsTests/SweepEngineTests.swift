import Foundation
import Glibc
import Testing

@testable import Sweeps

@Suite(.serialized) struct SweepEngineTests {
  @Test func `every run has one record, and the numbers are those of the formula`() throws {
    let sweep = try StubSweep(count: 40)
    defer { sweep.remove() }
    #expect(try sweep.run() == 0)
    #expect(sweep.recordFiles.count == 40)
    let runs = CollectedRuns(sweep.plan, in: sweep.folder)
    #expect(runs.columns == ["y", "wave"])
    for row in runs.rows {
      let x = Double(row.run.number - 1) / 39
      #expect(row.values == [x * x + sin(x), sin(x)])
    }
    // Nothing is left of the work.
    let claims = try FileManager.default.contentsOfDirectory(
      atPath: sweep.folder.url.appending(path: "claims").path)
    #expect(claims.isEmpty)
  }

  @Test
  func
    `a crash, a divergence, too much time and too much memory are failed rows with their reasons`()
    throws
  {
    var limits = RunLimits()
    (limits.time, limits.memory) = (0.5, 400e6)
    let sweep = try StubSweep(
      count: 12, fates: [2: "diverge", 4: "crash", 6: "sleep", 8: "hoard"], limits: limits)
    defer { sweep.remove() }
    #expect(try sweep.run() == 5)
    let runs = CollectedRuns(sweep.plan, in: sweep.folder)
    #expect(runs.progress.done == 8)
    #expect(runs.progress.failures == ["diverged": 1, "crashed": 1, "time": 1, "memory": 1])
    #expect(runs.rows[1].record?.failure?.reason == "as was wished")
    #expect(runs.rows[3].record?.failure?.reason.hasSuffix("3 times of 3") ?? false)
    #expect(runs.rows[5].record?.failure?.reason.hasPrefix("took more than 0.5 s, 0.") ?? false)
    #expect(runs.rows[7].record?.failure?.reason.contains("the limit is 400 MB") ?? false)
    // Failed rows are done again when that is asked for, and only those.
    #expect(sweep.folder.retry(sweep.plan, kinds: [.diverged]) == 1)
    #expect(sweep.recordFiles.count == 11)
  }

  @Test func `two parents at once do every run once`() throws {
    let sweep = try StubSweep(count: 60, wait: 5)
    defer { sweep.remove() }
    let parents = try (0..<2).map { _ in try sweep.start() }
    for parent in parents { parent.waitUntilExit() }
    #expect(parents.map(\.terminationStatus) == [0, 0])
    #expect(sweep.recordFiles.count == 60)
  }

  @Test func `Ctrl-C ends a sweep, which goes on afterwards`() throws {
    let sweep = try StubSweep(count: 30, wait: 20)
    defer { sweep.remove() }
    let parent = try sweep.start()
    usleep(300_000)
    kill(parent.processIdentifier, SIGINT)
    parent.waitUntilExit()
    #expect(parent.terminationStatus == 130)
    #expect(sweep.recordFiles.count < 30)
    #expect(try sweep.run() == 0)
    #expect(sweep.recordFiles.count == 30)
  }

  /// Sixty times with TURGOR_LONG_TESTS, which takes a minute or two.
  @Test func `whoever is killed whenever, resume gives what an undisturbed sweep gives`() throws {
    let isLong = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil
    let wanted = isLong ? 60 : 5
    let calm = try StubSweep(count: 60)
    defer { calm.remove() }
    try calm.run()
    var random = SystemRandomNumberGenerator()
    var (kills, rounds) = (0, 0)
    while kills < wanted {
      rounds += 1
      let sweep = try StubSweep(count: 60, wait: 4)
      defer { sweep.remove() }
      var isFinished = false
      // Until the sweep ends by itself before it is hit.
      while !isFinished {
        let parent = try sweep.start()
        usleep(UInt32.random(in: 0...250_000, using: &random))
        let victim =
          Bool.random(using: &random)
          ? parent.processIdentifier : child(of: parent.processIdentifier)
        if parent.isRunning, let victim, kills < wanted {
          kill(victim, SIGKILL)
          kills += 1
        } else {
          isFinished = true
        }
        parent.waitUntilExit()
      }
      #expect(try sweep.run() == 0)
      #expect(sweep.recordFiles.count == 60)
      #expect(sweep.results == calm.results)
      // The formula is the truth, so that two sweeps that are wrong alike would be noticed.
      #expect(
        CollectedRuns(sweep.plan, in: sweep.folder).rows[59].values == [1 + sin(1.0), sin(1.0)])
    }
    print("\(kills) kills in \(rounds) sweeps")
  }

  /// What it costs to plan, claim, record and collect a run that itself costs nothing; most of it waits for the disk.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil))
  func `a run costs the same among ten thousand as among a hundred`() throws {
    let costs = try [100, 1000, 10_000].map { count -> Double in
      let sweep = try StubSweep(count: count)
      defer { sweep.remove() }
      let start = ContinuousClock.now
      #expect(try sweep.run() == 0)
      try sweep.folder.collect(CollectedRuns(sweep.plan, in: sweep.folder))
      #expect(sweep.recordFiles.count == count)
      let cost = (ContinuousClock.now - start) / .milliseconds(count)
      print("\(count) runs: \(cost) ms each")
      return cost
    }
    // The start of two processes is shared by fewer runs at first; a cost that grew with the plan would show a hundredfold.
    #expect(costs[2] < 2 * costs[1])
  }

  @Test func `a folder without room stops the sweep, and nothing is lost`() throws {
    let mount = FileManager.default.temporaryDirectory.appending(path: "full-\(UUID())")
    try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: mount) }
    guard mountMemory(at: mount, options: "size=512k") else {
      print("skipped: this process may not mount a file system")
      return
    }
    defer { umount(mount.path) }
    let sweep = try StubSweep(count: 200, in: mount.appending(path: "sweep"))
    let calm = try StubSweep(count: 200)
    defer { calm.remove() }
    try calm.run()
    #expect(try sweep.run() == 75)
    let before = sweep.recordFiles.count
    #expect(before < 200)
    try #require(mountMemory(at: mount, options: "remount,size=16m"))
    #expect(try sweep.run() == 0)
    #expect(sweep.results == calm.results)
  }

  @Test func `a folder that may only be read is refused before anything is done`() throws {
    let mount = FileManager.default.temporaryDirectory.appending(path: "read-\(UUID())")
    try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: mount) }
    guard mountMemory(at: mount, options: "size=16m") else {
      print("skipped: this process may not mount a file system")
      return
    }
    defer { umount(mount.path) }
    let sweep = try StubSweep(count: 3, in: mount.appending(path: "sweep"))
    try #require(mountMemory(at: mount, options: "remount,ro"))
    #expect {
      try sweep.folder.tryWriting()
    } throws: { error in
      "\(error)".hasSuffix("cannot be written: Read-only file system")
    }
    #expect(sweep.recordFiles.isEmpty)
  }

  private func child(of parent: pid_t) -> pid_t? {
    let text = try? String(
      contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
    return text?.split(separator: " ").compactMap { pid_t($0) }.randomElement()
  }

  private func mountMemory(at url: URL, options: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/mount")
    process.arguments = ["-t", "tmpfs", "-o", options, "tmpfs", url.path]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
