import Foundation
import Synchronization
import Testing

@testable import TurgorCommands

/// Runs a command line, and keeps what it writes.
func turgor(_ words: String...) -> (code: ExitCode, output: String, error: String) {
  turgor(words: words)
}

/// Runs the words of a command line, and keeps what it writes.
func turgor(words: [String]) -> (code: ExitCode, output: String, error: String) {
  let texts = Mutex((output: "", error: ""))
  let console = Console(
    output: { text in texts.withLock { $0.output += text } },
    error: { text in texts.withLock { $0.error += text } })
  let code = Turgor.main(words, console: console)
  return texts.withLock { (code, $0.output, $0.error) }
}

@Suite struct TurgorTests {
  @Test func `prints its version as data`() {
    for words in [["version"], ["--version"]] {
      let result = turgor(words[0])
      #expect(result == (.done, "turgor \(Turgor.version)\n", ""))
    }
  }

  @Test func `explains itself on standard output when asked, on standard error when not`() {
    let asked = turgor("--help")
    #expect(asked.code == .done && asked.error.isEmpty)
    let mute = turgor()
    #expect(mute.code == .usage && mute.output.isEmpty && mute.error == asked.output)
  }

  @Test(arguments: [
    (
      ["rnder", "x"],
      "unknown command rnder; did you mean render? Commands: run, check, sweep, calibrate, plan, scan, compare, render, faces, device, solve, export, verify, atlas, schema, doctor, completion, version"
    ),
    (
      ["frobnicate"],
      "unknown command frobnicate. Commands: run, check, sweep, calibrate, plan, scan, compare, render, faces, device, solve, export, verify, atlas, schema, doctor, completion, version"
    ),
    (
      ["render", "f.ply", "--viw", "front"],
      "unknown option --viw; did you mean --view? Options of render: --output, --width, --maps, --step, --turntable, --material, --skin-tone, --caption, --threads, --view, --azimuth, --elevation, --draft, --final, --help"
    ),
    (["version", "--zzz"], "unknown option --zzz. Options of version: --help"),
    (["render", "f.ply", "-x"], "unknown option -x; render knows -o, -t, -h"),
    (
      ["render"],
      "render needs FILE: a surface in mm: PLY, OBJ or STL; or GLB; or the folder of a run"
    ),
    (["version", "more"], "version takes no arguments, found \"more\""),
    (["render", "a", "b"], "render takes at most 1, found \"b\""),
    (
      ["render", "a", "--view", "fornt"],
      "--view: \"fornt\" is not one of front, left-oblique, right-oblique, left-profile, right-profile, submental, all; did you mean \"front\"?"
    ),
    (["render", "a", "--draft", "--final"], "--draft and --final exclude each other"),
    (["run", "a", "--draft", "--final"], "--draft and --final exclude each other"),
    (
      ["render", "a", "--view", "front", "--azimuth", "20"],
      "--view says where from; --azimuth and --elevation exclude it"
    ),
    (["render", "a", "--width", "9"], "--width: \"9\" is not a whole number from 64 to 8192"),
    (["render", "a", "--width"], "--width needs a value: N"),
    (["render", "a", "-o", "--view"], "-o needs a value, found the option --view"),
    (["doctor", "--json=yes"], "--json takes no value, found \"yes\""),
    (["doctor", "--json", "--json"], "--json is given twice"),
    (["completion", "fish"], "SHELL: \"fish\" is not one of bash"),
    (
      ["run", "scenarios/gravity.json", "--resolution", "0.5"],
      "--resolution: \"0.5\" is not preview, standard, fine or an edge of 1 to 30 mm"
    ),
  ])
  func `says what is wrong with a command line`(words: [String], message: String) {
    var words = words
    // The one case that reads a file before it looks at the words.
    if words[0] == "run" { words[1] = packageFile("scenarios/gravity.json") }
    let texts = Mutex("")
    let console = Console(output: { _ in }, error: { text in texts.withLock { $0 += text } })
    #expect(Turgor.main(words, console: console) == .usage)
    #expect(
      texts.withLock { $0 } == "turgor: \(message)\n`turgor --help` shows what there is.\n")
  }

  @Test func `refuses a file that is not there as bad input`() {
    #expect(
      turgor("run", "no.json") == (.badInput, "", "turgor: no.json: there is no such file\n"))
    #expect(turgor("render", "no.ply").code == .badInput)
  }

  @Test func `takes options in every form`() throws {
    let declaration = RenderCommand.declaration
    for words in [
      ["f", "--output", "p", "--threads", "3"], ["--output=p", "f", "-t3"],
      ["-o", "p", "-t", "3", "--", "f"], ["-op", "--threads=3", "f"],
    ] {
      let parsed = try declaration.parse(words)
      #expect(parsed.arguments == ["f"])
      #expect(parsed.text("output") == "p" && parsed.integer("threads") == 3)
    }
    #expect(try declaration.parse(["--", "-o"]).arguments == ["-o"])
  }

  @Test func `declares every command with two or three examples that parse`() throws {
    for command in allCommands.map(\.declaration) {
      #expect((2...3).contains(command.examples.count))
      #expect(!command.summary.hasSuffix("."))
      for example in command.examples where example.line.hasPrefix("turgor \(command.name)") {
        let line = example.line.split(separator: " > ")[0].replacingOccurrences(of: "\"", with: "")
        _ = try command.parse(line.split(separator: " ").dropFirst(2).map(String.init))
      }
      for option in command.allOptions {
        #expect(command.helpText.contains("--\(option.name)"))
      }
    }
  }

  @Test func `puts the examples of a command first`() {
    let text = turgor("version", "--help").output
    #expect(
      text == """
        Print the version.

        Examples:
          turgor version
              print the version of the program
          turgor doctor
              print the versions of everything it uses as well

        Usage: turgor version [options]

          -h, --help  show this text

        """)
    #expect(turgor("help", "version").output == text)
  }

  @Test func `prints a completion script that bash accepts and that completes`() throws {
    let script = turgor("completion", "bash").output
    let test =
      script + """

        COMP_WORDS=(turgor ren); COMP_CWORD=1; _turgor; echo "${COMPREPLY[*]}"
        COMP_WORDS=(turgor render --view left); COMP_CWORD=3; _turgor; echo "${COMPREPLY[*]}"
        COMP_WORDS=(turgor doctor --j); COMP_CWORD=2; _turgor; echo "${COMPREPLY[*]}"
        """
    let (bash, pipe) = (Process(), Pipe())
    bash.executableURL = URL(fileURLWithPath: "/bin/bash")
    bash.arguments = ["-c", test]
    bash.standardOutput = pipe
    try bash.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    bash.waitUntilExit()
    #expect(output == "render\nleft-oblique left-profile\n--json\n")
  }

  @Test func `paints messages only where it may`() {
    let texts = Mutex("")
    let painted = Console(
      usesColor: true, output: { _ in }, error: { text in texts.withLock { $0 += text } })
    painted.warn("w")
    #expect(texts.withLock { $0 } == "\u{1B}[1;33mwarning:\u{1B}[0m w\n")
  }

  @Test func `draws a file to a picture`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "turgor-render-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, picture) = (folder.path + "/wall.obj", folder.path + "/wall.png")
    try "v -90 -90 0\nv 90 -90 0\nv 90 90 0\nv -90 90 0\nf 1 2 3\nf 1 3 4\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let result = turgor("render", file, "-o", picture, "--width", "64", "--material", "plaster")
    #expect(result.code == .done && result.output.isEmpty)
    #expect(FileManager.default.fileExists(atPath: picture))
    try "v -0.09 -0.09 0\nv 0.09 -0.09 0\nv 0.09 0.09 0\nf 1 2 3\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let small = turgor("render", file, "-o", picture)
    #expect(small.code == .badInput && small.error.contains("no size for a face"))
    #expect(turgor("render", packageFile("scenarios/gravity.json")).code == .badInput)
  }

  private func packageFile(_ path: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../\(path)").standardizedFileURL.path
  }
}
