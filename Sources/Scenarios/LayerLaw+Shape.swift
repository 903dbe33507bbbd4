import Anatomy
import Documents

extension Shape where Value == [TissueLayer: LayerLaw] {
  /// The laws of some layers by their names.
  static var laws: Shape {
    let layers = TissueLayer.allCases.reversed()
    let members = layers.map { layer in
      DocumentSchema.Member(
        key: layer.rawValue, help: "Law and constants.", isRequired: false,
        schema: LayerLaw.schema(of: layer))
    }
    return Shape(.object(members, [])) { cursor in
      guard let object = cursor.object(keys: layers.map(\.rawValue)) else { return nil }
      var laws: [TissueLayer: LayerLaw] = [:]
      for layer in layers {
        laws[layer] = object[layer.rawValue]?.object(of: "a law and its constants")?
          .law(beside: [], of: layer)
      }
      return laws
    }
  }
}
