import Foundation
import Tensors
import Testing

@testable import Meshes

@Suite struct GLBWriterTests {
  /// A pyramid without floor, in m.
  private let pyramid = TriangleSurface(
    positions: [
      Vector3(-0.1, -0.1, 0), Vector3(0.1, -0.1, 0), Vector3(0, 0.12, 0), Vector3(0, 0, 0.08),
    ], triangles: [SIMD3(0, 1, 3), SIMD3(1, 2, 3), SIMD3(2, 0, 3)])

  private func bytes(of surface: TriangleSurface, targets: [GLBWriter.Shape] = []) throws -> [UInt8]
  {
    try GLBWriter(
      surface, normals: Array(repeating: Vector3(0, 0, 1), count: surface.positions.count),
      targets: targets, clay: SIMD3(224, 180, 158), note: "a test", generator: "Turgor"
    ).bytes()
  }

  /// Positions of the corners, for vertices may be numbered anew.
  private func corners(_ surface: TriangleSurface) -> [SIMD3<Float>] {
    surface.triangles.flatMap { t in (0..<3).map { SIMD3<Float>(surface.positions[Int(t[$0])]) } }
  }

  @Test func `every byte of colour comes back, and every corner`() throws {
    var surface = pyramid
    for first in stride(from: 0, to: 256, by: 4) {
      surface.colours = (0..<4).map { SIMD3(UInt8(first + $0), 255, 0) }
      let back = try SurfaceReader.read(try bytes(of: surface), file: "a.glb")
      #expect(corners(back) == corners(surface))
      let colours = [surface, back].map { shown in
        shown.triangles.flatMap { t in (0..<3).map { shown.colours[Int(t[$0])] } }
      }
      #expect(colours[0] == colours[1])
    }
  }

  @Test func `pictures come back with their charts, and triangles without stay without`() throws {
    var surface = pyramid
    let image = SurfaceTexture.Image(
      name: "skin", format: .png, bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3])
    // Vertex 3 lies at two places of the picture: a seam. Quarters are exact.
    surface.texture = SurfaceTexture(
      images: [image],
      corners: [
        .init(SIMD2(0, 0), SIMD2(0.25, 0), SIMD2(0.5, 1), image: 0),
        .init(SIMD2(0.25, 0), SIMD2(1, 0), SIMD2(0.75, 0.5), image: 0), .none,
      ])
    let back = try SurfaceReader.read(try bytes(of: surface), file: "a.glb")
    let texture = try #require(back.texture)
    #expect(texture.images.map(\.bytes) == [image.bytes])
    // Triangles without picture come first.
    #expect(texture.corners.map(\.image) == [-1, 0, 0])
    #expect(Array(texture.corners[1...]) == Array(surface.texture?.corners[..<2] ?? []))
    #expect(Array(corners(back)[3...]) == Array(corners(surface)[..<6]))
  }

  @Test func `shapes are morph targets by name, and their displacements come back`() throws {
    let moved = pyramid.positions.map { $0 + Vector3(0, 0.001 * $0.z, -0.01) }
    let normals = moved.map { _ in Vector3(0, 0.6, 0.8) }
    let shape = GLBWriter.Shape(name: "supine", positions: moved, normals: normals)
    var document = try document(try bytes(of: pyramid, targets: [shape]))
    let mesh = try document.entry("meshes", 0)
    #expect((mesh["extras"] as? [String: Any])?["targetNames"] as? [String] == ["supine"])
    let primitive = try #require(document.list("primitives", of: mesh).first)
    let target = try #require((primitive["targets"] as? [[String: Any]])?.first)
    let positions = try GLTFAccessor(try #require(target["POSITION"] as? Int), of: &document)
    let turned = try GLTFAccessor(try #require(target["NORMAL"] as? Int), of: &document)
    // Vertices are numbered in the order of the triangles: 0, 1, 3, 2.
    for (row, vertex) in [0, 1, 3, 2].enumerated() {
      let u = moved[vertex] - pyramid.positions[vertex]
      for k in 0..<3 {
        #expect(abs(positions.value(row, k) - u[k]) <= 6e-8 * abs(u[k]))
        #expect(abs(turned.value(row, k) - [0, 0.6, -0.2][k]) < 1e-7)
      }
    }
  }

  /// Rules of §3.6.2 and §4.4 of the specification that a wrong writer would break.
  @Test func `lengths, alignment and limits are as glTF demands`() throws {
    var surface = pyramid
    surface.colours = Array(repeating: SIMD3(1, 2, 3), count: 4)
    let shape = GLBWriter.Shape(
      name: "a", positions: pyramid.positions.map { 1.1 * $0 },
      normals: pyramid.positions.map { _ in .zero })
    let bytes = try bytes(of: surface, targets: [shape])
    #expect(bytes.count % 4 == 0 && word(bytes, 8) == bytes.count)
    let json = word(bytes, 12)
    #expect(json % 4 == 0 && word(bytes, 20 + json) == bytes.count - 28 - json)
    var document = try document(bytes)
    let buffer = try document.entry("buffers", 0)
    #expect((buffer["byteLength"] as? Int ?? 0) <= word(bytes, 20 + json))
    for view in document.list("bufferViews") { #expect((view["byteOffset"] as? Int ?? 1) % 4 == 0) }
    for (number, entry) in document.list("accessors").enumerated() {
      guard let low = entry["min"] as? [Double], let high = entry["max"] as? [Double] else {
        continue
      }
      let accessor = try GLTFAccessor(number, of: &document)
      for k in 0..<3 {
        let column = (0..<accessor.count).map { accessor.value($0, k) }
        // As single floats, which they stand for: Foundation's reader of JSON rounds.
        #expect(column.min().map(Float.init) == Float(low[k]))
        #expect(column.max().map(Float.init) == Float(high[k]))
      }
    }
    let primitive = try #require(
      document.list("primitives", of: try document.entry("meshes", 0)).first)
    let attributes = try #require(primitive["attributes"] as? [String: Int])
    let bounded = document.list("accessors")[try #require(attributes["POSITION"])]
    #expect(bounded["min"] != nil && bounded["max"] != nil)
    // A normal of no length would be invalid: +z stands for it, no change from the base.
    let normals = try GLTFAccessor(try #require(attributes["NORMAL"]), of: &document)
    #expect((0..<4).allSatisfy { normals.value($0, 2) == 1 })
  }

  private func document(_ bytes: [UInt8]) throws -> GLTFDocument {
    GLTFDocument(
      try GLBContainer(bytes, file: "a.glb"), file: "a.glb", folder: nil, limits: .init())
  }

  private func word(_ bytes: [UInt8], _ i: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[i + $1]) << (8 * $1) }
  }
}
