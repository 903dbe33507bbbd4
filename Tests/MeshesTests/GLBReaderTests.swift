import Foundation
import Tensors
import TestSupport
import Testing

@testable import Meshes

/// Small GLB files made by hand.
enum SmallGLB {
  /// A file of these two chunks.
  static func bytes(json: String, binary: [UInt8]) -> [UInt8] {
    SmallScans.container(json: json, binary: binary)
  }

  static func floats(_ values: [Double]) -> [UInt8] { values.flatMap(SmallScans.float) }

  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4]

  /// Two triangles: one of bytes as indices, colours as bytes and a picture, moved by two nodes; one
  /// mirrored, without indices.
  static let twoTriangles = bytes(
    json: """
      {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0, 2]}],
       "nodes": [{"translation": [0, 0, 5], "children": [1]},
        {"mesh": 0, "rotation": [0, 0, 0.7071067811865476, 0.7071067811865476], "scale": [2, 2, 2]},
        {"mesh": 1, "matrix": [-1,0,0,0, 0,1,0,0, 0,0,1,0, 0,0,0,1]}],
       "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "COLOR_0": 1, "TEXCOORD_0": 2},
         "indices": 3, "material": 0}]}, {"primitives": [{"attributes": {"POSITION": 0}}]}],
       "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
       "textures": [{"source": 0}], "images": [{"bufferView": 4, "mimeType": "image/png"}],
       "accessors": [
        {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
        {"bufferView": 1, "componentType": 5121, "normalized": true, "count": 3, "type": "VEC4"},
        {"bufferView": 2, "componentType": 5126, "count": 3, "type": "VEC2"},
        {"bufferView": 3, "componentType": 5121, "count": 3, "type": "SCALAR"}],
       "bufferViews": [{"buffer": 0, "byteLength": 36},
        {"buffer": 0, "byteOffset": 36, "byteLength": 12},
        {"buffer": 0, "byteOffset": 48, "byteLength": 24},
        {"buffer": 0, "byteOffset": 72, "byteLength": 3},
        {"buffer": 0, "byteOffset": 76, "byteLength": 12}],
       "buffers": [{"byteLength": 88}]}
      """,
    binary: floats([0, 0, 0, 1, 0, 0, 0, 1, 0])
      + [255, 0, 55, 255, 0, 0, 0, 255, 255, 255, 255, 255] + floats([0, 0, 1, 0, 0, 1])
      + [2, 0, 1, 0] + png)
}

extension SmallGLB {
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9, 0, 0]

  /// A square of indices of this component type, in a strip; positions and texture coordinates share
  /// rows of 20 bytes; colours are of 16 bits.
  private static func square(componentType: Int, indices: [UInt8], picture: [UInt8]) -> [UInt8] {
    let rows = floats([0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1])
    let colours = [UInt8](repeating: 200, count: 24) + [UInt8](repeating: 7, count: 8)
    return bytes(
      json: """
        {"asset": {"version": "2.0"}, "nodes": [{"mesh": 0, "translation": [1, 0, 0]}],
         "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1, "COLOR_0": 2},
           "indices": 3, "mode": 5, "material": 0}]}],
         "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
         "textures": [{"source": 0}], "images": [{"bufferView": 3}],
         "accessors": [
          {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
          {"bufferView": 0, "byteOffset": 12, "componentType": 5126, "count": 4, "type": "VEC2"},
          {"bufferView": 1, "componentType": 5123, "normalized": true, "count": 4, "type": "VEC4"},
          {"bufferView": 2, "componentType": \(componentType), "count": 4, "type": "SCALAR"}],
         "bufferViews": [{"buffer": 0, "byteLength": 80, "byteStride": 20},
          {"buffer": 0, "byteOffset": 80, "byteLength": 32},
          {"buffer": 0, "byteOffset": 112, "byteLength": \(indices.count)},
          {"buffer": 0, "byteOffset": \(112 + indices.count), "byteLength": \(picture.count)}],
         "buffers": [{"byteLength": \(112 + indices.count + picture.count)}]}
        """, binary: rows + colours + indices + picture)
  }

  /// The seeds of the fuzzer, by the names of their files.
  static let seeds: [(name: String, bytes: [UInt8])] = [
    ("nodes-png-8bit.glb", twoTriangles),
    (
      "strided-jpeg-16bit.glb",
      square(componentType: 5123, indices: [0, 0, 1, 0, 2, 0, 3, 0], picture: jpeg)
    ),
    (
      "strided-png-32bit.glb",
      square(
        componentType: 5125, indices: (0..<4).flatMap { SmallScans.word($0) }, picture: png)
    ),
  ]
}

@Suite struct GLBReaderTests {
  /// `TURGOR_WRITE_CORPUS=1` writes the seeds anew.
  @Test func `reads what the fuzzer begins with`() throws {
    let folder = SharedData.meshes.deletingLastPathComponent().appending(path: "Fuzzing/corpus/glb")
    for (name, bytes) in SmallGLB.seeds {
      let surface = try SurfaceReader.read(bytes, file: name)
      #expect(surface.triangles.count == 2 && surface.texture?.images.count == 1, "\(name)")
      #expect(surface.colours.count == surface.positions.count)
      let file = folder.appending(path: name)
      if ProcessInfo.processInfo.environment["TURGOR_WRITE_CORPUS"] != nil {
        try Data(bytes).write(to: file)
      }
      #expect(try Data(contentsOf: file) == Data(bytes), "\(name)")
    }
  }

  func error(_ bytes: [UInt8]) -> String {
    do {
      _ = try SurfaceReader.read(bytes, file: "face.glb")
      return "no error"
    } catch { return "\(error)" }
  }

  /// The small file with one piece of its JSON replaced.
  func variant(_ old: String, _ new: String) throws -> [UInt8] {
    let bytes = SmallGLB.twoTriangles
    let length = Int(bytes[12]) + Int(bytes[13]) << 8
    let json = String(decoding: bytes[20..<(20 + length)], as: UTF8.self)
    try #require(json.contains(old))
    return SmallGLB.bytes(
      json: json.replacingOccurrences(of: old, with: new), binary: Array(bytes[(28 + length)...]))
  }

  @Test func `reads nodes, colours, indices and an embedded picture`() throws {
    let file = try SurfaceReader.readUnrepaired(SmallGLB.twoTriangles, file: "a.bin")
    #expect(file.format == .glb && file.unit == .metres)
    let surface = file.surface
    let expected = [
      Vector3(0, 0, 5), Vector3(0, 2, 5), Vector3(-2, 0, 5),  // doubled, turned by 90°, moved
      Vector3(0, 0, 0), Vector3(-1, 0, 0), Vector3(0, 1, 0),  // mirrored
    ]
    for (p, q) in zip(surface.positions, expected) { #expect((p - q).length < 1e-12) }
    #expect(surface.triangles == [SIMD3(2, 0, 1), SIMD3(3, 5, 4)])
    // 55/255 of linear light is 128/255 in sRGB.
    #expect(
      surface.colours.prefix(3) == [SIMD3(255, 0, 128), SIMD3(0, 0, 0), SIMD3(255, 255, 255)])
    let texture = try #require(surface.texture)
    #expect(texture.images == [.init(name: "image 0", format: .png, bytes: SmallGLB.png)])
    // v goes up here, down in glTF.
    #expect(
      texture.corners == [.init(SIMD2(0, 0), SIMD2(0, 1), SIMD2(1, 1), image: 0), .none])
  }

  @Test func `says what is wrong, where, and what is allowed`() throws {
    #expect(
      error(try variant("\"count\": 3, \"type\": \"VEC3\"", "\"count\": 4, \"type\": \"VEC3\""))
        == "face.glb: accessors[0]: the file ends too early: expected 4 rows, found 3; copy or"
        + " export the file again")
    #expect(
      error(try variant("\"byteLength\": 36", "\"byteLength\": 99"))
        == "face.glb: bufferViews[0]: found bytes 0 to 99; allowed: 0 to 88, the bytes of its buffer"
    )
    #expect(
      error(try variant("\"children\": [1]", "\"children\": [0]"))
        == "face.glb: nodes[0]: found a node with two parents; allowed: a tree of nodes")
    #expect(
      error(
        try variant("{\"byteLength\": 88}", "{\"byteLength\": 88, \"uri\": \"../../etc/passwd\"}"))
        == "face.glb: buffers[0].uri: found ../../etc/passwd; allowed: data in the file itself, or a"
        + " file in the folder of the scan")
    #expect(
      error(
        try variant(
          "\"scene\": 0", "\"extensionsRequired\": [\"KHR_draco_mesh_compression\"], \"scene\": 0"))
        == "face.glb: extensionsRequired: found KHR_draco_mesh_compression; allowed: none that"
        + " compresses; export the scan without compression")
    #expect(error(Array("glTF".utf8)).contains("expected 20 bytes of the header, found 4"))
  }

  @Test func `never crashes on a file cut short or with one wrong byte`() {
    let bytes = SmallGLB.twoTriangles
    for length in bytes.indices { #expect(error(Array(bytes.prefix(length))) != "no error") }
    for position in bytes.indices {
      var corrupted = bytes
      for value in stride(from: 0, through: 255, by: 5) {
        corrupted[position] = UInt8(value)
        guard let surface = try? SurfaceReader.read(corrupted, file: "a.glb") else { continue }
        let count = Int32(surface.positions.count)
        #expect(surface.triangles.allSatisfy { $0.min() >= 0 && $0.max() < count })
        #expect(surface.texture.map { $0.corners.count == surface.triangles.count } ?? true)
      }
    }
  }

  @Test(.enabled(if: SharedFaces.areHere))
  func `reads the same face from GLB, in metres, as from PLY, in millimetres`() throws {
    let glb = try SurfaceReader.readUnrepaired(SharedFaces.file("m50.glb"))
    let ply = try SurfaceReader.read(SharedFaces.file("m50.ply"))
    #expect(glb.unit == .metres)
    #expect(glb.surface.triangles == ply.triangles)
    for (p, q) in zip(glb.surface.positions, ply.positions) {
      #expect((p * 1000 - q).length < 3e-5)  // single precision at 200 mm
    }
    #expect(glb.surface.colours.count == ply.colours.count)
    // The file holds linear light in bytes, made with an exponent of 2.2 in place of the curve of sRGB:
    // at most 2.6 bytes; half a byte of sRGB, which is at most 2.28 times as much light, comes on top.
    func light(_ byte: UInt8) -> Double {
      let x = Double(byte) / 255
      return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
    }
    let worst = zip(glb.surface.colours, ply.colours).reduce(0.0) { worst, pair in
      (0..<3).reduce(worst) { max($0, abs(light(pair.0[$1]) - light(pair.1[$1]))) }
    }
    #expect(worst < (2.6 + 0.5 * 2.28) / 255)
  }
}

@Suite struct OBJTextureTests {
  /// A folder with a small textured OBJ, and a secret beside it.
  struct Place {
    let root: URL
    var folder: URL { root.appendingPathComponent("scan") }

    init(mtl: String) throws {
      root = FileManager.default.temporaryDirectory.appendingPathComponent("obj-\(UUID())")
      let folder = root.appendingPathComponent("scan")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(SmallGLB.png).write(to: root.appendingPathComponent("secret.png"))
      try Data(SmallGLB.png).write(to: folder.appendingPathComponent("skin.png"))
      try Data([0xFF, 0xD8, 0xFF, 0xE0]).write(to: folder.appendingPathComponent("lips.jpg"))
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("link.png"),
        withDestinationURL: root.appendingPathComponent("secret.png"))
      try Data(mtl.utf8).write(to: folder.appendingPathComponent("a.mtl"))
      let obj = """
        mtllib a.mtl
        v 0 0 0
        v 1 0 0
        v 1 1 0
        v 0 1 0
        vt 0 0
        vt 1 0
        vt 1 1
        vt 0 1
        vt 0.5
        usemtl skin
        f 1/1 2/2 3/3 4/4
        usemtl lips
        f 1/-1 3/3 4/-2
        usemtl none
        f 1 3 4
        """
      try Data(obj.utf8).write(to: folder.appendingPathComponent("a.obj"))
    }

    func read() throws -> TriangleSurface {
      defer { try? FileManager.default.removeItem(at: root) }
      return try SurfaceReader.read(folder.appendingPathComponent("a.obj"))
    }
  }

  @Test func `keeps several pictures and charts`() throws {
    let surface = try Place(
      mtl: "newmtl skin\nKd 1 1 1\nmap_Kd -s 1 1 1 skin.png\nnewmtl lips\nmap_Kd lips.jpg"
    ).read()
    let texture = try #require(surface.texture)
    #expect(texture.images.map(\.name) == ["skin.png", "lips.jpg"])
    #expect(texture.images.map(\.format) == [.png, .jpeg])
    #expect(
      texture.corners == [
        .init(SIMD2(0, 0), SIMD2(1, 0), SIMD2(1, 1), image: 0),
        .init(SIMD2(0, 0), SIMD2(1, 1), SIMD2(0, 1), image: 0),
        .init(SIMD2(0.5, 0), SIMD2(1, 1), SIMD2(0, 1), image: 1), .none,
      ])
  }

  @Test(arguments: [
    "../secret.png", "link.png", "/etc/hostname", "..\\secret.png", "missing.png", ".",
  ])
  func `never reads a picture outside the folder of the scan`(name: String) throws {
    let surface = try Place(mtl: "newmtl skin\nmap_Kd \(name)\n").read()
    #expect(surface.texture == nil && surface.triangles.count == 4)
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `reads a textured scan`() throws {
    let surface = try SurfaceReader.read(SharedFaces.file("f35.obj"))
    let texture = try #require(surface.texture)
    #expect(texture.images.map(\.name) == ["f35_skin.png"])
    #expect(texture.images.first?.bytes.count == 695_086)
    #expect(texture.corners.count == 49674)
    let isInside = texture.corners.allSatisfy { c in
      c.image == 0 && [c.a, c.b, c.c].allSatisfy { $0.min() >= 0 && $0.max() <= 1 }
    }
    #expect(isInside)
  }
}
