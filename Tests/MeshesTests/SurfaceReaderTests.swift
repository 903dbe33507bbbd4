import Foundation
import Tensors
import TestSupport
import Testing

@testable import Meshes

/// Small files of every format, all of the same tetrahedron.
enum SmallFiles {
  static let tetrahedron = TriangleSurface(
    positions: [
      Vector3(0, 0, 0), Vector3(1.5, 0, 0), Vector3(0, 2.25, 0), Vector3(0, 0, -3),
    ],
    triangles: [SIMD3(0, 1, 2), SIMD3(0, 3, 1), SIMD3(0, 2, 3), SIMD3(1, 3, 2)])

  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  static let plyText = bytes(
    """
    ply
    format ascii 1.0
    comment made by hand, ends in a backslash \\
    element vertex 4
    property double x
    property float y
    property list uchar int neighbours
    property int z
    property uchar red
    property uchar green
    property uchar blue
    element edge 1
    property int vertex1
    property int vertex2
    element face 4
    property uchar flags
    property list uchar uint vertex_index
    end_header
    0 0 0 0 1 2 3
    1.5 0 2 7 8 0 4 5 6
    0 2.25 0 0 7 8 9
    0 0 1 3 -3 10 11 255
    0 1
    9 3 0 1 2
    9 3 0 3 1
    9 3 0 2 3
    9 3 1 3 2

    """)

  static let objText = bytes(
    """
    # by hand
    mtllib head.mtl
    o tetrahedron
    v 0 0 0 0.5 0.5 0.5
    v 1.5 0 0
    v 0 2.25 0 # a remark
    v 0 0 -3
    vt 0 0
    vn 0 0 1
    usemtl skin
    f 1 2 3
    f 1/1 4/1 2/1
    f -4//1 -2//1 -1//1
    f 2/1/1 4/1/1 \\
      3/1/1

    """)

  static let stlText = bytes(
    "solid by hand\n"
      + tetrahedron.triangles.map { t in
        "facet normal 0 0 0\nouter loop\n"
          + (0..<3).map {
            let p = tetrahedron.positions[Int(t[$0])]
            return "vertex \(p.x) \(p.y) \(p.z)\n"
          }.joined() + "endloop\nendfacet\n"
      }.joined() + "endsolid by hand\n")

  /// A binary STL as a scanner writes it: every triangle with its own corners.
  static func stl(_ surface: TriangleSurface) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 80)
    func append(_ bits: UInt32) {
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
    }
    append(UInt32(surface.triangles.count))
    for t in surface.triangles {
      for _ in 0..<3 { append(0) }
      for corner in 0..<3 {
        let p = SIMD3<Float>(surface.positions[Int(t[corner])])
        for axis in 0..<3 { append(p[axis].bitPattern) }
      }
      bytes += [0, 0]
    }
    return bytes
  }

  /// A big-endian PLY with a quadrilateral, ushort corners and uint counts.
  static let plyBigEndian: [UInt8] = {
    var bytes = Self.bytes(
      """
      ply\r
      format binary_big_endian 1.0\r
      element vertex 4\r
      property float x\r
      property short y\r
      property double z\r
      element face 1\r
      property list uint ushort vertex_indices\r
      end_header\r

      """)
    func append(_ value: some FixedWidthInteger) {
      for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    for (x, y, z) in [(0.5, -2, 1e-3), (1, -2, 0), (1, 3, 0), (0, 3, 0)] {
      append(Float(x).bitPattern)
      append(Int16(y))
      append(Double(z).bitPattern)
    }
    append(UInt32(4))
    for corner in 0..<4 { append(UInt16(corner)) }
    return bytes
  }()

  static let all: [(file: String, bytes: [UInt8])] = [
    ("text.ply", plyText), ("little.ply", PLYWriter.bytes(of: tetrahedron)),
    ("big.ply", plyBigEndian), ("text.obj", objText), ("text.stl", stlText),
    ("binary.stl", stl(tetrahedron)),
  ]
}

@Suite struct SurfaceReaderTests {
  let tetrahedron = SmallFiles.tetrahedron

  func error(_ bytes: [UInt8], _ file: String = "face.ply") -> String {
    do {
      _ = try SurfaceReader.read(bytes, file: file)
      return "no error"
    } catch { return "\(error)" }
  }
  func error(_ text: String, _ file: String = "face.ply") -> String {
    error(Array(text.utf8), file)
  }

  @Test func `reads text PLY, passing over what it does not know`() throws {
    let surface = try SurfaceReader.read(SmallFiles.plyText, file: "a.ply")
    #expect(surface.positions == tetrahedron.positions)
    #expect(surface.triangles == tetrahedron.triangles)
    #expect(
      surface.colours == [SIMD3(1, 2, 3), SIMD3(4, 5, 6), SIMD3(7, 8, 9), SIMD3(10, 11, 255)])
  }

  @Test func `reads big-endian PLY and cuts polygons into triangles`() throws {
    let surface = try SurfaceReader.read(SmallFiles.plyBigEndian, file: "a.ply")
    #expect(surface.positions[0] == Vector3(0.5, -2, 1e-3))
    #expect(surface.triangles == [SIMD3(0, 1, 2), SIMD3(0, 2, 3)])
  }

  @Test func `reads OBJ, by content and not by name`() throws {
    let surface = try SurfaceReader.read(SmallFiles.objText, file: "a.ply")
    #expect(surface.positions == tetrahedron.positions)
    #expect(surface.triangles == tetrahedron.triangles)
  }

  @Test(arguments: [SmallFiles.stlText, SmallFiles.stl(SmallFiles.tetrahedron)])
  func `reads STL and welds its corners`(bytes: [UInt8]) throws {
    #expect(try SurfaceReader.read(bytes, file: "a.stl") == tetrahedron)
  }

  @Test func `numbers of the vertices go into a property that readers pass over`() throws {
    let numbers = PLYWriter.VertexNumbers(name: "distance_mm", values: [0, -1, .nan, 2.5])
    let bytes = PLYWriter.bytes(of: tetrahedron, numbers: [numbers])
    #expect(
      String(decoding: bytes.prefix(300), as: UTF8.self).contains("property float distance_mm\n"))
    #expect(try SurfaceReader.read(bytes, file: "a.ply") == tetrahedron)
  }

  @Test func `returns every bit of what was written`() throws {
    var surface = tetrahedron
    surface.positions[1] = Vector3(0.1, -1e-300, .pi)
    surface.colours = [SIMD3(0, 1, 2), SIMD3(3, 4, 5), SIMD3(6, 7, 8), SIMD3(253, 254, 255)]
    let bytes = PLYWriter.bytes(of: surface, comments: ["two\nlines"])
    #expect(try SurfaceReader.read(bytes, file: "a.ply") == surface)
    let single = try SurfaceReader.read(
      PLYWriter.bytes(of: surface, precision: .float), file: "a.ply")
    for (p, q) in zip(single.positions, surface.positions) {
      #expect((p - q).length <= 6e-8 * q.length)
    }
  }

  @Test func `writes a file that it reads`() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).ply")
    defer { try? FileManager.default.removeItem(at: url) }
    try PLYWriter.write(tetrahedron, to: url)
    #expect(try SurfaceReader.read(url) == tetrahedron)
    let nowhere = URL(fileURLWithPath: "/nowhere/face.ply")
    #expect(throws: SurfaceFileError.self) { try PLYWriter.write(tetrahedron, to: nowhere) }
    #expect(throws: SurfaceFileError.unreadable(file: "face.ply", reason: "there is no such file"))
    {
      try SurfaceReader.read(nowhere)
    }
    #expect(throws: SurfaceFileError.unreadable(file: "tmp", reason: "it is a folder")) {
      try SurfaceReader.read(URL(fileURLWithPath: "/tmp"))
    }
  }

  @Test func `says what is wrong, where, and what is allowed`() {
    #expect(error([]) == "face.ply: the file is empty (0 bytes); export the scan again")
    #expect(
      error("hello world") == "face.ply: begins with \"hello world\", which is none of the formats"
        + " read here: PLY, OBJ, STL, GLB")
    #expect(
      error("ply\nformat ascii 2.0\n") == "face.ply: line 2: found \"ascii\"; allowed: format ascii"
        + " 1.0, binary_little_endian 1.0 or binary_big_endian 1.0")
    let head =
      "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\n"
      + "property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
    #expect(
      error(head + "0 0 0\n1 0 0\n0 1 0\n3 0 1 3\n")
        == "face.ply: line 13: a face refers to vertex 3; allowed: 0 to 2")
    #expect(
      error(head + "0 0 0\n1 nan 0\n0 1 0\n3 0 1 2\n")
        == "face.ply: line 11: vertex 1 (counted from 0) has a coordinate that is not a finite"
        + " number; remove the vertex or export the scan again")
    #expect(
      error(head + "0 0 0\n1 0 0\n0 1 0\n3 0 1")
        == "face.ply: line 13: the file ends too early: expected 1 rows of element face, found 0;"
        + " copy or export the file again")
    #expect(
      error(head + "0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n7\n")
        == "face.ply: line 14: found 2 bytes after the last element; allowed: what the header"
        + " announces, and nothing more")
    #expect(
      error("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n", "face.obj")
        == "face.obj: line 4: a face refers to vertex 4; allowed: 1 to 3")
    #expect(
      error("v 0 0 0\nv 1 0 0\nv 0 1\n", "face.obj")
        == "face.obj: line 3: found 2 coordinates; allowed: three numbers after v")
    #expect(
      error("v 0 0 0\n", "face.obj")
        == "face.obj: has 1 vertices but no faces; export the scan as a"
        + " surface, not as points")
    #expect(
      error(SmallFiles.stl(tetrahedron).dropLast(60), "face.stl")
        == "face.stl: byte 224: the file ends too early: expected 4 triangles, found 2; copy or"
        + " export the file again")
  }

  @Test func `is not kept busy by a header without end`() {
    let head = "ply\nformat ascii 1.0\n"
    let elements = (0..<100_000).map { "element e\($0) 2147483647\n" }.joined()
    #expect(
      error(head + elements)
        == "face.ply: line 259: found element e256; allowed: each element once,"
        + " at most 256 of them")
    let properties = (0..<100_000).map { "property float p\($0)\n" }.joined()
    #expect(
      error(head + "element vertex 3\n" + properties) == "face.ply: line 260: found property p256;"
        + " allowed: properties after their element, each once, at most 256 of them")
    // As many rows as there can be, of no bytes each.
    #expect(
      error(head + "element nothing 2147483647\nend_header\n")
        == "face.ply: has 0 vertices but no faces; export the scan as a surface, not as points")
  }

  @Test(arguments: SmallFiles.all.indices)
  func `never crashes on a file cut short anywhere`(index: Int) {
    let (file, bytes) = SmallFiles.all[index]
    var meshes = 0
    for length in 0..<bytes.count {
      if error(Array(bytes.prefix(length)), file) == "no error" { meshes += 1 }
    }
    // Only text files may lose a last line end, or OBJ its last faces, and still be whole.
    #expect(meshes <= (file == "text.obj" ? 60 : 20))
  }

  @Test(arguments: SmallFiles.all.indices)
  func `never crashes on a file with one wrong byte`(index: Int) {
    let (file, bytes) = SmallFiles.all[index]
    for position in bytes.indices {
      var corrupted = bytes
      for value in stride(from: 0, through: 255, by: 3) {
        corrupted[position] = UInt8(value)
        guard let surface = try? SurfaceReader.read(corrupted, file: file) else { continue }
        let count = Int32(surface.positions.count)
        let isValid = surface.triangles.allSatisfy { $0.min() >= 0 && $0.max() < count }
        #expect(isValid && surface.positions.allSatisfy(\.isFinite))
      }
    }
  }

  // MARK: - Files of scanners

  @Test(
    .enabled(if: SharedFaces.areHere),
    arguments: [
      ("f35.ply", 25123, 49674), ("f35.obj", 25123, 49674), ("f60.ply", 22341, 44175),
      ("m50.ply", 30375, 60200), ("m70.ply", 27372, 54127), ("m70.stl", 27372, 54127),
      ("bad/fine_400k.ply", 208594, 415515),
    ])
  func `reads the scans`(file: String, vertices: Int, triangles: Int) throws {
    let surface = try SurfaceReader.read(SharedFaces.file(file))
    #expect(surface.positions.count == vertices)
    #expect(surface.triangles.count == triangles)
    #expect(surface.colours.count == (file == "m50.ply" ? vertices : 0))
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `reads the same surface from different formats`() throws {
    let ply = try SurfaceReader.read(SharedFaces.file("m70.ply"))
    let stl = try SurfaceReader.read(SharedFaces.file("m70.stl"))
    // The order of the vertices differs: compare corner by corner.
    for (s, t) in zip(ply.triangles, stl.triangles) {
      for c in 0..<3 {
        let gap = (ply.positions[Int(s[c])] - stl.positions[Int(t[c])]).length
        #expect(gap < 1e-4)  // single precision at 200 mm
      }
    }
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `names the defect of a bad file`() {
    func error(_ name: String) -> String {
      do {
        _ = try SurfaceReader.read(SharedFaces.file("bad/\(name)"))
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(error("empty.ply") == "empty.ply: the file is empty (0 bytes); export the scan again")
    #expect(
      error("nan_vertex.ply").hasSuffix(
        "vertex 3321 (counted from 0) has a coordinate that is not a finite number; remove the"
          + " vertex or export the scan again"))
    #expect(
      error("truncated.ply") == "truncated.ply: byte 139322: the file ends too early: expected"
        + " 11729 rows of element face, found 5160; copy or export the file again")
  }
}
