import Glibc

/// Why something could not be written or read in the folder of a sweep.
public enum SweepFolderError: Error, Equatable, CustomStringConvertible {
  /// No room is left.
  case full(path: String)
  case unwritable(path: String, reason: String)
  /// It is none of a sweep, or was damaged.
  case notOurs(path: String, reason: String)
  /// It has another plan.
  case otherPlan(path: String)

  /// - Parameters:
  ///   - path: that was to be written.
  ///   - number: `errno`.
  init(_ path: String, errno number: Int32) {
    self =
      [ENOSPC, EDQUOT, EFBIG].contains(number)
      ? .full(path: path) : .unwritable(path: path, reason: String(cString: strerror(number)))
  }

  public var description: String {
    switch self {
    case .full(let path): "\(path): the disk is full"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notOurs(let path, let reason): "\(path): \(reason)"
    case .otherPlan(let path):
      "\(path): holds the plan of another sweep, which is never changed: choose another folder with -o"
    }
  }
}
