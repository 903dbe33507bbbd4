import Dispatch
import Foundation
import Glibc
import Synchronization

/// The wish of somebody outside that this process ends: Ctrl-C, or the signal of a scheduler.
public final class Interruption: Sendable {
  private let caught = Mutex<Int32?>(nil)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  public init() {}

  /// Listens to SIGINT, SIGTERM and SIGHUP from now on; they no longer end the process by themselves.
  public func listen() {
    sources.withLock { sources in
      sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        Glibc.signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in caught.withLock { $0 = $0 ?? number } }
        source.resume()
        return source
      }
    }
  }

  /// The first signal that came; nil where none did.
  public var signal: Int32? { caught.withLock { $0 } }
}
