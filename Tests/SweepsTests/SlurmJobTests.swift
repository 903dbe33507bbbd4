import Foundation
import Testing

@testable import Sweeps

struct SlurmJobTests {
  private let job = SlurmJob(
    name: "turgor-sweep", folder: "/shared/a \"b\"", program: "/opt/turgor", tasks: 16, workers: 4,
    memory: 3000,
    time: "0-04:00", partition: "main")

  @Test func `the job is queued again, is told in time, and asks no data base`() {
    let script = job.script
    for line in [
      "--array=1-16", "--cpus-per-task=4", "--mem=3000M", "--requeue", "--signal=B:TERM@60",
      "--partition=main",
    ] {
      #expect(script.contains("#SBATCH \(line)\n"))
    }
    #expect(script.contains("\"/opt/turgor\" sweep resume \"/shared/a \\\"b\\\"\" --workers"))
    #expect(!script.contains("sacct"))
    #expect(job.collection.contains("sweep collect"))
  }

  @Test func `both jobs are scripts that bash can read`() throws {
    for text in [job.script, job.collection] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-n", "-c", text]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}
