import Materials

extension Material {
  /// The same material without growth.
  var ungrown: Material {
    var plain = Material(law, constants: constants, fibres: fibres)
    plain.volumetric = volumetric
    return plain
  }

  /// The same material with K = ratio · μ, μ its shear modulus at rest.
  func with(bulkToShear ratio: Double) -> Material {
    guard let place = law.declaration.constants.firstIndex(of: .bulkModulus) else { return self }
    var all = constants
    all[place] = ratio * shearModulus
    var changed = Material(law, constants: all, fibres: fibres)
    changed.volumetric = volumetric
    return changed
  }

  /// A constant of the law by its name, 0 where it has none.
  func constant(_ name: String) -> Double {
    let place = law.declaration.constants(terms: termCount).firstIndex { $0.name == name }
    return place.map { constants[$0] } ?? 0
  }

  /// The constants of each term of Ogden's law: μᵢ and αᵢ.
  var ogdenTerms: [(mu: Double, alpha: Double)] {
    let first = law.declaration.constants.count
    return (0..<termCount).map { (constants[first + 2 * $0], constants[first + 2 * $0 + 1]) }
  }

  /// The nearest material that a program has a word for, and what was done; nil where it is the same.
  ///
  /// Energies of the first invariant alone that CalculiX does not have become Yeoh's with their first three derivatives at rest;
  /// where the second invariant counts, it is taken to be the first, as it is at small strain; fibres are spread evenly
  /// over all directions (κ = ⅓), in tension and compression alike.
  func writable(for program: DeckProgram) -> (material: Material, change: String?) {
    let series = "Yeoh's law with the same first three terms of its series at rest"
    switch (law, program) {
    case (.neoHookean, _), (.yeoh, _), (.verondaWestmann, .febio), (.fungExponential, .febio):
      return (self, nil)
    case (.ogden, _):
      if termCount <= 3 { return (self, nil) }
      let mu = shearModulus
      return (yeoh(mu / 2, 0, 0), "a neo-Hookean law with its shear modulus at rest")
    case (.mooneyRivlin, _):
      let second = ["c20", "c11", "c02"].map { constant($0) }
      if second.allSatisfy({ $0 == 0 }) { return (self, nil) }
      let first = constant("c10") + constant("c01")
      return (yeoh(first, second.reduce(0, +), 0), series + ", Ī₂ − 3 taken as Ī₁ − 3")
    case (.verondaWestmann, .calculix):
      let (mu, c2) = (shearModulus, constant("c2"))
      return (
        yeoh(mu / 2, mu * c2 / 2, mu * c2 * c2 / 6), series + ", Ī₂ − 3 taken as Ī₁ − 3"
      )
    case (.fungExponential, .calculix):
      let (mu, b) = (shearModulus, constant("b"))
      return (yeoh(mu / 2, mu * b / 4, mu * b * b / 12), series)
    case (.gasserOgdenHolzapfel, _):
      // Σ k₁/(2k₂) (e^(k₂ x²/9) − 1) = N k₁ x²/18 + O(x⁴).
      let spread = Double(fibres.count) * constant("k1") / 18
      return (
        yeoh(constant("shear_modulus") / 2, spread, 0),
        "Yeoh's isotropic law: the same fibres spread evenly over all directions (κ = ⅓)"
      )
    }
  }

  private func yeoh(_ c10: Double, _ c20: Double, _ c30: Double) -> Material {
    var material = Material(.yeoh, constants: [c10, c20, c30, constant("bulk_modulus")])
    material.volumetric = volumetric
    return material
  }
}
