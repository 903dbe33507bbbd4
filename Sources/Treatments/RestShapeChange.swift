import Tensors

/// A change of the shape in which a piece of a layer is free of stress.
///
/// Fg = j^(1/3) (t n⊗n + √a (1 − n⊗n)), n the normal of the layer: t on the thickness, a on the area in the plane of the
/// skin, j on the volume, the same in all directions.
public struct RestShapeChange: Sendable, Equatable {
  /// More or less tissue, the same in all directions.
  public enum Volume: Sendable, Equatable {
    /// On the volume that is there.
    case factor(Double)
    /// In m³, in all zones that are meant together; negative takes away.
    case amount(Double)
  }

  /// On the thickness, through it; the plane of the skin stays.
  public var thickness = 1.0
  /// On the area in the plane of the skin, below 1 where collagen contracts; the thickness stays.
  public var area = 1.0
  public var volume = Volume.factor(1)

  public init() {}

  /// Whether it changes nothing.
  public var isNone: Bool {
    thickness == 1 && area == 1 && [.factor(1), .amount(0)].contains(volume)
  }
}

/// What becomes of a layer of some zones: its shape at rest and its stiffness, little by little.
public struct LayerChange: Sendable, Equatable {
  public var restShape = RestShapeChange()
  /// On all moduli.
  public var stiffness = 1.0
  public var course = TimeCourse.lasting
  /// Where its figures come from, if they are the program's and not the author's.
  public var assumption: String?

  public init() {}

  /// Whether it changes nothing, however much of it is there.
  public var isNone: Bool { restShape.isNone && stiffness == 1 }
}

extension LayerChange: CustomStringConvertible {
  public var description: String {
    func number(_ x: Double) -> String {
      let text = "\((1e4 * x).rounded() / 1e4)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    var parts: [String] = []
    if restShape.thickness != 1 { parts.append("thickness × \(number(restShape.thickness))") }
    if restShape.area != 1 { parts.append("area × \(number(restShape.area))") }
    switch restShape.volume {
    case .factor(let factor): if factor != 1 { parts.append("volume × \(number(factor))") }
    case .amount(let amount):
      parts.append((amount < 0 ? "−" : "+") + "\(number(1e6 * abs(amount))) mL")
    }
    if stiffness != 1 { parts.append("stiffness × \(number(stiffness))") }
    return "\(parts.isEmpty ? "nothing" : parts.joined(separator: ", ")), \(course)"
  }
}
