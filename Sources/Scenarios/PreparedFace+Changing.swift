import Anatomy
import Assembly
import Tensors
import Treatments

extension PreparedFace {
  /// What has become of the tissue under some conditions: what the years did, then what was done to it.
  ///
  /// - Parameters:
  ///   - conditions: time and changes; posture, load and `elasticity` are not in it.
  ///   - loaded: from the shape without load to the face as captured, in m.
  ///   - upright: from the shape without load to the upright face, in m; without it gravity's creep is left out.
  /// - Returns: nothing where no time has passed and nothing was done.
  /// - Throws: `ImpossibleChange`.
  func changedTissue(
    under conditions: StepConditions, loaded: [Vector3], upright: [Vector3]?
  ) throws(ImpossibleChange) -> ChangedTissue {
    let effects = conditions.effects
    guard !effects.isEmpty || conditions.yearsAged != 0 else { return ChangedTissue() }
    let rest = zip(face.solid.mesh.positions, loaded).map { $0 - $1 }
    var changing = ChangingTissue(face, of: atlas, rest: rest)
    if let ageing, let age = conditions.age, conditions.yearsAged != 0 {
      changing.age(
        ageing, to: age,
        ligaments: Ligament.addedModuli(
          ligaments, on: face.tissue.sheet.undeformed, factor: tissue.ligamentFactor),
        deepFat: face.tissue.hasDeepFat(deepAnatomy), upright: upright)
      retension(&changing, ageing, to: age)
    }
    for effect in effects { try add(effect, to: &changing) }
    return changing.result
  }

  private func add(_ effect: StartedChange.Effect, to changing: inout ChangingTissue)
    throws(ImpossibleChange)
  {
    switch effect.cause {
    case .change(let zones): try changing.add(zones, after: effect.elapsed)
    case .treatment(.session(let session)):
      guard let prepared = sessions.first(where: { $0.session == session }) else {
        preconditionFailure("a session that was not prepared")
      }
      try changing.add(prepared, after: effect.elapsed)
    case .treatment(.relaxation(var relaxation)):
      relaxation.tone *= toneFactor
      try changing.add(.relaxation(relaxation), after: effect.elapsed)
    case .treatment(let treatment): try changing.add(treatment, after: effect.elapsed)
    }
  }

  /// Skin under tension gets the tension of its age, whatever its modulus has become.
  private func retension(_ changing: inout ChangingTissue, _ ageing: Ageing, to age: Double) {
    let tension = ageing.ratio(of: .skinTension, to: age)
    guard tension != 1, let skin = face.solid.oriented as? OrientedSkin,
      let growth = skin.growth(
        tensionFactor: tension, stiffness: ageing.ratio(of: .skinModulus, to: age))
    else { return }
    changing.retension(face.solid.regions[skin.block].materials, to: growth)
  }
}

extension Scenario {
  /// How the person ages; nil where the age is not known.
  func ageing(by law: AgeingLaw) -> Ageing? {
    subject.ageInYears.map {
      Ageing(
        law: law, age: $0, sex: subject.sex, exposures: subject.exposures,
        menopause: subject.menopause, preset: ageing.preset, terms: ageing.terms)
    }
  }
}
