import Tensors

extension Measure {
  /// The angle between chin and neck.
  static let cervicomentalAngle = Measure(
    "cervicomental-angle", .degrees, isPaired: false,
    definition: "angle at the cervical point between the menton and the neck, in the midsagittal "
      + "plane; the sternal notch lies outside the model, the lowest point of the modelled neck in "
      + "the midline stands for it"
  ) { face in
    guard let menton = face.landmarks["menton"], let corner = face.landmarks["cervical_point"]
    else { return nil }
    let curves = face.skin.curves(in: .midsagittal)
    guard let neck = curves.joined().min(by: { $0.y < $1.y }), neck.y < corner.y else { return nil }
    return Double.angle(between: menton - corner, neck - corner)
  }
}

extension CuttingPlane {
  static let midsagittal = CuttingPlane(through: .zero, normal: Vector3(1, 0, 0))
}
