import Foundation

/// A sweep as an array job of Slurm.
///
/// Every task looks after workers of the one plan, which share it out among themselves by claims in the folder. There is no server
/// and no data base; a task that is ended and queued again goes on where it was.
public struct SlurmJob: Sendable, Equatable {
  public var name: String
  /// The folder of the sweep, on a disk that all nodes share.
  public var folder: String
  /// The program, as nodes find it.
  public var program: String
  public var tasks: Int
  /// Runs at a time in each task, and so its cores.
  public var workers: Int
  /// Of a task, in MB.
  public var memory: Int
  /// The most that a task may take, as Slurm says it: D-HH:MM.
  public var time: String
  /// nil lets Slurm choose.
  public var partition: String?

  public init(
    name: String, folder: String, program: String, tasks: Int, workers: Int, memory: Int,
    time: String, partition: String?
  ) {
    (self.name, self.folder, self.program) = (name, folder, program)
    (self.tasks, self.workers, self.memory) = (tasks, workers, memory)
    (self.time, self.partition) = (time, partition)
  }

  /// The array job.
  public var script: String {
    """
    #!/usr/bin/env bash
    # Runs of a sweep: every task claims runs in the folder until none is left.
    #SBATCH --job-name=\(name)
    #SBATCH --array=1-\(tasks)
    #SBATCH --nodes=1
    #SBATCH --ntasks=1
    #SBATCH --cpus-per-task=\(workers)
    #SBATCH --mem=\(memory)M
    #SBATCH --time=\(time)\(partition.map { "\n#SBATCH --partition=\($0)" } ?? "")
    #SBATCH --requeue
    #SBATCH --signal=B:TERM@60
    #SBATCH --open-mode=append
    #SBATCH --output=\(quoted(folder + "/slurm/%A_%a.txt"))
    set -u
    export OPENBLAS_NUM_THREADS=1
    \(quoted(program)) sweep resume \(quoted(folder)) --workers "${SLURM_CPUS_PER_TASK:-\(workers)}" --no-collect --quiet &
    child=$!
    trap 'kill -TERM "$child" 2>/dev/null' TERM
    wait "$child"
    code=$?
    # A signal ends `wait` before the child is done.
    while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
    # 143: the time of this task is up and runs are left. Slurm is asked to queue it again.
    if [ "$code" -eq 143 ]; then scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"; fi
    # 5: runs failed, and their rows say why; the task itself did what it should.
    if [ "$code" -eq 5 ]; then code=0; fi
    exit "$code"

    """
  }

  /// The job that gathers the table when all tasks have ended, however they did.
  public var collection: String {
    """
    #!/usr/bin/env bash
    # Gathers the records of a sweep in tables.
    #SBATCH --job-name=\(name)-collect
    #SBATCH --ntasks=1
    #SBATCH --time=0-01:00\(partition.map { "\n#SBATCH --partition=\($0)" } ?? "")
    #SBATCH --requeue
    #SBATCH --open-mode=append
    #SBATCH --output=\(quoted(folder + "/slurm/collect.txt"))
    exec \(quoted(program)) sweep collect \(quoted(folder))

    """
  }

  private func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\\"") + "\"" }
}

extension SweepFolder {
  /// Writes the two jobs into the folder.
  ///
  /// - Returns: paths of the array job and of the one that gathers.
  /// - Throws: `SweepFolderError`.
  public func write(_ job: SlurmJob) throws -> (array: String, collection: String) {
    try write(job.script, to: "slurm/sweep.sbatch")
    try write(job.collection, to: "slurm/collect.sbatch")
    return (
      url.appending(path: "slurm/sweep.sbatch").path,
      url.appending(path: "slurm/collect.sbatch").path
    )
  }
}
