/// What a worker tells its parent, one line each.
enum WorkerMessage: Equatable {
  case begun(run: String)
  case preparing
  case prepared
  case ended(run: String, SweepRecord.Status)
  /// The folder takes no more files; the worker ends.
  case stopped(reason: String)

  var line: String {
    switch self {
    case .begun(let run): "begun \(run)"
    case .preparing: "preparing"
    case .prepared: "prepared"
    case .ended(let run, let status): "ended \(run) \(status.rawValue)"
    case .stopped(let reason): "stopped \(reason.replacing("\n", with: " "))"
    }
  }

  init?(line: Substring) {
    let blank: Character = " "
    let words = line.split(separator: blank, maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1].split(separator: blank).map(String.init) : []
    switch words.first {
    case "begun" where rest.count == 1: self = .begun(run: rest[0])
    case "preparing": self = .preparing
    case "prepared": self = .prepared
    case "ended" where rest.count == 2:
      guard let status = SweepRecord.Status(rawValue: rest[1]) else { return nil }
      self = .ended(run: rest[0], status)
    case "stopped": self = .stopped(reason: words.count > 1 ? words[1] : "")
    default: return nil
    }
  }
}
