/// A list of VTK files as the steps of one series (`.pvd`), which ParaView and PyVista open.
public struct PVDCollection {
  /// Relative to the list.
  public var files: [String]
  /// The time of each file.
  public var times: [Double]

  /// - Parameters:
  ///   - files: relative to the list.
  ///   - times: of the files; 0, 1, 2 … when left out.
  public init(files: [String], times: [Double]? = nil) {
    self.files = files
    self.times = times ?? files.indices.map(Double.init)
    precondition(self.times.count == files.count)
  }

  public var text: String {
    let sets = zip(files, times).map { file, time in
      let written = time == time.rounded() && abs(time) < 1e15 ? "\(Int(time))" : "\(time)"
      return "<DataSet timestep=\"\(written)\" file=\"\(file)\"/>"
    }
    return """
      <?xml version="1.0"?>
      <VTKFile type="Collection" version="1.0" byte_order="LittleEndian">
      <Collection>
      \(sets.joined(separator: "\n"))
      </Collection>
      </VTKFile>

      """
  }
}
