import Foundation
import Glibc

/// Chromium without window, driven through the DevTools protocol over a pair of pipes: no port, no network.
///
/// - Source: Chrome DevTools Protocol, domains Target, Page, Runtime, Input, Log; `--remote-debugging-pipe` reads
///   messages from descriptor 3 and writes them to 4, each ended by a zero.
final class HeadlessBrowser {
  /// What may go wrong between test and browser.
  enum Failure: Error { case silent(after: String), refused(String), notStarted }

  /// Where Debian puts it; nil where `scripts/setup --browser` has not been run.
  static let program: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// What the page wrote to its console, exceptions, and what the browser logged as an error.
  private(set) var complaints: [String] = []
  private let process = Process()
  private let folder: URL
  private let input: Int32
  private let output: Int32
  private var received: [UInt8] = []
  private var lastID = 0
  private var session: String?

  /// Starts a browser with an empty page.
  ///
  /// - Parameters:
  ///   - width: of the page, in CSS pixels.
  ///   - height: of the page, in CSS pixels.
  /// - Throws: `Failure`.
  init(width: Int = 1100, height: Int = 900) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "turgor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let pipes = ["in", "out"].map { folder.appending(path: $0).path }
    guard let program = Self.program, pipes.allSatisfy({ mkfifo($0, 0o600) == 0 }) else {
      throw Failure.notStarted
    }
    // Open for both, so that neither end waits for the other.
    self.folder = folder
    (input, output) = (Glibc.open(pipes[0], O_RDWR), Glibc.open(pipes[1], O_RDWR))
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "exec \"$@\" 3<'\(pipes[0])' 4>'\(pipes[1])'", "sh", program]
      + [
        "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--enable-unsafe-swiftshader",
        "--user-data-dir=\(folder.path)/profile", "--window-size=\(width),\(height)",
        "--hide-scrollbars", "--disable-background-networking", "--no-first-run",
      ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let target = try send("Target.createTarget", ["url": "about:blank"])["targetId"] ?? ""
    session =
      try send("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]
      as? String
    for domain in ["Page", "Runtime", "Log"] { try send("\(domain).enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    close(input)
    close(output)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Opens a file and waits until all of it is there.
  func open(_ file: URL) throws {
    try send("Page.navigate", ["url": file.absoluteString])
    try wait(for: "document.readyState === 'complete' && location.protocol === 'file:'")
  }

  /// The value of an expression of JavaScript in the page.
  @discardableResult
  func evaluate(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true])
    if let exception = answer["exceptionDetails"] { throw Failure.refused("\(exception)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// Waits until an expression is true.
  func wait(for expression: String) throws {
    for _ in 0..<400 {
      if try evaluate(expression) as? Bool == true { return }
      usleep(25_000)
    }
    throw Failure.silent(after: expression)
  }

  /// Presses and releases a key by its name, as in `ArrowRight`.
  func press(_ key: String) throws {
    let codes = ["ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35, "Enter": 13]
    for type in ["keyDown", "keyUp"] {
      var event: [String: Any] = [
        "type": type, "key": key, "code": key, "windowsVirtualKeyCode": codes[key] ?? 0,
      ]
      // Without its text, Enter presses no button.
      if key == "Enter", type == "keyDown" { event["text"] = "\r" }
      try send("Input.dispatchKeyEvent", event)
    }
  }

  /// Moves the mouse to a place of the window, in CSS pixels.
  func moveMouse(x: Double, y: Double) throws {
    try send("Input.dispatchMouseEvent", ["type": "mouseMoved", "x": x, "y": y])
  }

  /// What the window shows, as PNG.
  func screenshot() throws -> [UInt8] {
    // Two frames, so that what was asked for is drawn.
    try evaluate("new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")
    let data = try send("Page.captureScreenshot")["data"] as? String ?? ""
    return [UInt8](Data(base64Encoded: data) ?? Data())
  }

  // MARK: - Messages

  @discardableResult
  private func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    message["sessionId"] = session
    var bytes = [UInt8](try JSONSerialization.data(withJSONObject: message)) + [0]
    while !bytes.isEmpty { bytes.removeFirst(max(0, write(input, bytes, bytes.count))) }
    while let answer = try receive(after: method) {
      guard answer["id"] as? Int == lastID else {
        note(answer)
        continue
      }
      if let error = answer["error"] { throw Failure.refused("\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
    return [:]
  }

  private func receive(after method: String) throws -> [String: Any]? {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = Data(received[..<end])
        received.removeFirst(end + 1)
        return try JSONSerialization.jsonObject(with: message) as? [String: Any]
      }
      var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&poll, 1, 30_000) > 0 else { throw Failure.silent(after: method) }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &buffer, buffer.count)
      received += buffer.prefix(max(0, count))
    }
  }

  private func note(_ event: [String: Any]) {
    let parameters = event["params"] as? [String: Any] ?? [:]
    // Warnings of the log are about the graphics card, which a picture of the window makes wait.
    let isError = (parameters["entry"] as? [String: Any])?["level"] as? String == "error"
    switch event["method"] as? String {
    case "Runtime.consoleAPICalled", "Runtime.exceptionThrown": complaints.append("\(parameters)")
    case "Log.entryAdded" where isError: complaints.append("\(parameters)")
    default: break
    }
  }
}
