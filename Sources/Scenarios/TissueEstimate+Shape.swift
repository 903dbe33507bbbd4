import Anatomy
import Documents

/// In kPa: softer than any tissue, stiffer than any soft one, so that outside a unit was mistaken.
private let moduli = 0.01...10_000

extension LayerEstimate {
  static var byLayer: Shape<[TissueLayer: LayerEstimate]> { .layers(shape) }

  private static var shape: Shape<LayerEstimate> {
    .object(
      LayerEstimate(),
      [
        .estimate("shear_modulus_kPa", in: moduli, "Shear modulus at rest.", \.shearModulus),
        .estimate(
          "thickness_mm", in: 0.1...40,
          "Of the layer; the others keep theirs, the bone lies deeper or less deep.",
          \.thickness),
        Field(
          "reading", ElasticityReading.shape,
          "What a device has shown, turned into the shear modulus by a documented rule.",
          \.reading),
      ],
      rules: [.notBoth("shear_modulus_kPa", "reading")])
  }
}

extension ElasticityReading {
  fileprivate static var shape: Shape<ElasticityReading> {
    struct Draft {
      var device: Device?
      var speed: Estimate?
      var youngModulus: Estimate?
    }
    let keys = ["shear_wave_speed_m_per_s", "young_modulus_kPa"]
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "device", .choice(refusing: refusedDevices), required: true, "What it was read from.",
          \.device),
        .estimate(keys[0], in: 0.05...50, "Speed c of the shear wave; modulus ρc².", \.speed),
        .estimate(keys[1], in: moduli, "As the device prints it; modulus E/3.", \.youngModulus),
      ],
      rules: [.exactlyOne(keys)]
    ).map { draft in
      draft.speed.map { ElasticityReading(.shearWaveSpeed($0)) }
        ?? draft.youngModulus.map { ElasticityReading(.youngModulus($0)) }
    }
  }

  /// Devices that people have, of which no rule leads to a modulus, and why.
  private static let refusedDevices = [
    "cutometer-2mm": cutometer, "cutometer-6mm": cutometer, "cutometer": cutometer,
  ]

  private static let cutometer = """
    a Cutometer shows how far skin rises under suction, to which its tension, its thickness, its \
    stiffening and the time of the measurement contribute as much as its modulus; one number does not \
    tell them apart. Give "shear_modulus_kPa", or a reading of shear-wave-elastography
    """
}

extension Field {
  /// A number, or its mean and standard deviation, whose key ends in its unit.
  static func estimate(
    _ key: String, in range: ClosedRange<Double>, _ help: String,
    _ property: WritableKeyPath<Root, Estimate?>
  ) -> Field {
    guard let unit = QuantityUnit(ofKey: key) else {
      preconditionFailure("the key \(key) does not end in a unit")
    }
    return Field(key, .estimate(unit, in: range), help, property)
  }
}

/// An estimate as it is read.
private struct EstimateDraft {
  var mean: Double?
  var deviation: Double?
}

extension Shape where Value == Estimate {
  /// A number, or `{"mean": …, "sd": …}`, in a unit; the value is in SI units.
  private static func quantity(_ unit: QuantityUnit, in range: ClosedRange<Double>) -> Shape {
    Shape<Double>.quantity(unit, in: range).map { Estimate($0) }
  }

  fileprivate static func estimate(_ unit: QuantityUnit, in range: ClosedRange<Double>) -> Shape {
    let both = Shape<EstimateDraft>.object(
      EstimateDraft(),
      [
        Field("mean", .quantity(unit, in: range), required: true, "Mean.", \.mean),
        Field(
          "sd", .quantity(unit, in: 0...range.upperBound), required: true,
          "One standard deviation.", \.deviation),
      ]
    ).map { draft in draft.mean.map { Estimate($0, deviation: draft.deviation) } }
    return .either(object: both, other: quantity(unit, in: range))
  }
}
