/// The part of a glTF description that a surface with shapes needs; names as published.
///
/// - Source: Khronos, *glTF 2.0 Specification* (2021), §5.
struct GLTFDescription: Encodable {
  struct Asset: Encodable {
    var version = "2.0"
    var generator: String
  }
  struct Scene: Encodable { var nodes = [0] }
  struct Node: Encodable {
    var name: String
    var mesh: Int
  }
  struct Extras: Encodable {
    /// Where programs look for the names of morph targets.
    var targetNames: [String]
    var note: String
  }
  struct Primitive: Encodable {
    /// Numbers of accessors by attribute.
    var attributes: [String: Int]
    var indices: Int
    var material: Int
    var targets: [[String: Int]]?
  }
  struct Mesh: Encodable {
    var name: String
    var primitives: [Primitive]
    var weights: [Double]?
    var extras: Extras
  }
  struct TextureInfo: Encodable { var index: Int }
  struct Surface: Encodable {
    var baseColorFactor: [Double]?
    var baseColorTexture: TextureInfo?
    var metallicFactor = 0.0
    /// Skin shines a little; any value shows the shape.
    var roughnessFactor = 0.6
  }
  struct Material: Encodable {
    var name: String
    var pbrMetallicRoughness: Surface
    /// A scan is a sheet: its inside is seen through the cut.
    var doubleSided = true

    init(name: String, texture: Int?, factor: [Double]?) {
      self.name = name
      pbrMetallicRoughness = Surface(
        baseColorFactor: factor, baseColorTexture: texture.map(TextureInfo.init))
    }
  }
  struct Texture: Encodable {
    var sampler: Int
    var source: Int
  }
  struct Sampler: Encodable {
    /// LINEAR, LINEAR_MIPMAP_LINEAR.
    var (magFilter, minFilter) = (9729, 9987)
  }
  struct Image: Encodable {
    var bufferView: Int
    var mimeType: String
  }
  struct Accessor: Encodable {
    var bufferView: Int
    var componentType: Int
    var count: Int
    var type: String
    var normalized: Bool?
    var min: [Double]?
    var max: [Double]?
  }
  struct BufferView: Encodable {
    var buffer = 0
    var byteOffset: Int
    var byteLength: Int
    /// ARRAY_BUFFER or ELEMENT_ARRAY_BUFFER; absent for pictures.
    var target: Int?
  }
  struct Buffer: Encodable { var byteLength: Int }

  var asset: Asset
  var scene = 0
  var scenes = [Scene()]
  var nodes: [Node]
  var meshes: [Mesh]
  var materials: [Material]
  var textures: [Texture]?
  var samplers: [Sampler]?
  var images: [Image]?
  var accessors: [Accessor]
  var bufferViews: [BufferView]
  var buffers: [Buffer]
}
