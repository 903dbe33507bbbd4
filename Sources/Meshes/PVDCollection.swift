/// A list of VTK files as the steps of one series (`.pvd`), which ParaView and PyVista open.
public struct PVDCollection {
  /// Relative to the list; the first is time 0.
  public var files: [String]

  public init(files: [String]) { self.files = files }

  public var text: String {
    let sets = files.enumerated().map { "<DataSet timestep=\"\($0)\" file=\"\($1)\"/>" }
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
