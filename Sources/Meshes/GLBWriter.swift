import Foundation
import Tensors

/// Writes a surface and the shapes it takes as a glTF binary file (GLB).
///
/// The surface is the base mesh, every other shape a morph target under its own name: weight 1 shows it, weights
/// between blend. Pictures of the surface are its textures; else it has the colours of its vertices, else `clay`. As
/// glTF wants it: metres, y up, the face towards +z.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §3.6, §3.7, §4.4.
public struct GLBWriter {
  /// A shape of the surface.
  public struct Shape: Sendable {
    public var name: String
    /// One per vertex, in m.
    public var positions: [Vector3]
    /// Outwards, one per vertex.
    public var normals: [Vector3]

    public init(name: String, positions: [Vector3], normals: [Vector3]) {
      precondition(positions.count == normals.count)
      (self.name, self.positions, self.normals) = (name, positions, normals)
    }
  }

  private let surface: TriangleSurface
  private let normals: [Vector3]
  private let targets: [Shape]
  private let clay: SIMD3<UInt8>
  private let note: String
  private let generator: String

  /// - Parameters:
  ///   - surface: in m, with at least one triangle.
  ///   - normals: outwards, one per vertex.
  ///   - targets: what shapes it takes.
  ///   - clay: sRGB of what has neither picture nor colour.
  ///   - note: what a reader of the file must know.
  ///   - generator: name and version of the program.
  public init(
    _ surface: TriangleSurface, normals: [Vector3], targets: [Shape], clay: SIMD3<UInt8>,
    note: String, generator: String
  ) {
    precondition(targets.allSatisfy { $0.positions.count == surface.positions.count })
    (self.surface, self.normals, self.targets) = (surface, normals, targets)
    (self.clay, self.note, self.generator) = (clay, note, generator)
  }

  /// The bytes of the file.
  ///
  /// - Throws: `EncodingError` for a coordinate that is not finite.
  public func bytes() throws -> [UInt8] {
    var buffer = GLTFBuffer()
    let primitives = GLTFPatch.all(of: surface).map { primitive($0, &buffer) }
    let images = (surface.texture?.images ?? []).map { image in
      GLTFDescription.Image(
        bufferView: buffer.add(image.bytes), mimeType: "image/\(image.format.rawValue)")
    }
    let description = GLTFDescription(
      asset: .init(generator: generator), nodes: [.init(name: "face", mesh: 0)],
      meshes: [
        .init(
          name: "face", primitives: primitives,
          weights: targets.isEmpty ? nil : targets.map { _ in 0 },
          extras: .init(targetNames: targets.map(\.name), note: note))
      ], materials: materials(pictures: images.count),
      textures: images.isEmpty ? nil : images.indices.map { .init(sampler: 0, source: $0) },
      samplers: images.isEmpty ? nil : [.init()], images: images.isEmpty ? nil : images,
      accessors: buffer.accessors, bufferViews: buffer.views,
      buffers: [.init(byteLength: buffer.bytes.count)])
    return try Self.container(description, binary: buffer.bytes)
  }

  private func primitive(_ patch: GLTFPatch, _ buffer: inout GLTFBuffer)
    -> GLTFDescription.Primitive
  {
    func here(_ vectors: [Vector3]) -> [Vector3] { patch.vertices.map { vectors[$0] } }
    let (base, upright) = (here(surface.positions), here(normals).map(Self.unit))
    var attributes = [
      "POSITION": buffer.add(vectors: base, areBounded: true),
      "NORMAL": buffer.add(vectors: upright),
    ]
    if patch.image != nil { attributes["TEXCOORD_0"] = buffer.add(coordinates: patch.coordinates) }
    if surface.texture == nil, !surface.colours.isEmpty {
      attributes["COLOR_0"] = buffer.add(colours: patch.vertices.map { surface.colours[$0] })
    }
    let morphs = targets.map { target in
      [
        "POSITION": buffer.add(
          vectors: zip(here(target.positions), base).map { $0 - $1 }, areBounded: true),
        "NORMAL": buffer.add(
          vectors: zip(here(target.normals).map(Self.unit), upright).map { $0 - $1 }),
      ]
    }
    return GLTFDescription.Primitive(
      attributes: attributes, indices: buffer.add(triangles: patch.triangles),
      material: patch.image ?? surface.texture?.images.count ?? 0,
      targets: morphs.isEmpty ? nil : morphs)
  }

  /// One for each picture, then that of triangles without.
  private func materials(pictures: Int) -> [GLTFDescription.Material] {
    let plain = surface.texture == nil && !surface.colours.isEmpty ? SIMD3(255, 255, 255) : clay
    let factor = (0..<3).map { linearLight(plain[$0]) } + [1]
    return (0..<pictures).map { .init(name: "picture \($0 + 1)", texture: $0, factor: nil) }
      + [.init(name: "skin", texture: nil, factor: factor)]
  }

  /// A vertex that belongs to no area has no normal, and glTF allows none that is not of length one.
  private static func unit(_ normal: Vector3) -> Vector3 {
    let length = normal.length
    return length > 0 && length.isFinite ? (1 / length) * normal : Vector3(0, 0, 1)
  }

  /// Header, description padded with blanks, bytes padded with zeros.
  private static func container(_ description: GLTFDescription, binary: [UInt8]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = [UInt8](try encoder.encode(description))
    json += Array(repeating: 0x20, count: -json.count & 3)
    let padded = binary + Array(repeating: 0, count: -binary.count & 3)
    var bytes: [UInt8] = []
    for word in [0x4654_6C67, 2, 12 + 8 + json.count + 8 + padded.count] {
      bytes.append(word: word)
    }
    for (type, chunk) in [(0x4E4F_534A, json), (0x004E_4942, padded)] {
      bytes.append(word: chunk.count)
      bytes.append(word: type)
      bytes += chunk
    }
    return bytes
  }
}

extension [UInt8] {
  /// Adds four bytes, the lowest first.
  fileprivate mutating func append(word: Int) {
    for shift in [0, 8, 16, 24] { append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}

/// Linear light of a byte of sRGB (IEC 61966-2-1).
func linearLight(_ byte: UInt8) -> Double {
  let x = Double(byte) / 255
  return x <= 0.04045 ? x / 12.92 : .power((x + 0.055) / 1.055, 2.4)
}
