import ConstitutiveModels
import Documents
import Models

extension FEBioReader {
  /// The steps of a deck: those in `<Step>`, or the one that `<Control>` alone describes.
  mutating func readSteps() throws(DocumentError.Problem) {
    let control = try root.child("Control")
    let sections = root.all("Step")
    if sections.isEmpty, let control { model.steps = [try step(control, name: "Control")] }
    // Version 2.5 has one section for each step, later ones have all in one.
    for element in sections.flatMap({ $0.all("step").isEmpty ? [$0] : $0.all("step") }) {
      _ = element.attribute("id")
      _ = element.attribute("type")
      let name = element.attribute("name") ?? "Step \(model.steps.count + 1)"
      guard let own = try element.child("Control") ?? control else {
        throw element.problem("needs <Control>")
      }
      let index = model.steps.count
      model.steps.append(try step(own, name: name))
      try readConditions(in: element, step: index)
      try readConstraints(in: element)
    }
  }

  private mutating func step(_ control: XMLElement, name: String) throws(DocumentError.Problem)
    -> LoadStep
  {
    if let analysis = try control.child("analysis") {
      let word = analysis.attribute("type") ?? analysis.content
      guard ["STATIC", "STEADY-STATE", "QUASI-STATIC"].contains(word.uppercased()) else {
        throw analysis.problem("analysis \"\(word)\"; Turgor reads STATIC")
      }
    }
    let count = try control.required("time_steps").integer()
    let size = try control.required("step_size").number()
    guard count > 0, size > 0 else { throw control.problem("needs time steps of positive size") }
    var stepping: AdaptiveStepping?
    if let stepper = try control.child("time_stepper") { stepping = try adaption(stepper) }
    try checkSolver(control)
    // What is left has to do with output, or with a path to the same solution.
    control.takeAll()
    notes.ignore("Control but analysis, time_steps, step_size, time_stepper")
    return LoadStep(
      name: name, duration: Double(count) * size, stepSize: size, stepping: stepping)
  }

  private func adaption(_ stepper: XMLElement) throws(DocumentError.Problem) -> AdaptiveStepping? {
    let type = stepper.attribute("type") ?? "default"
    guard type == "default" else {
      throw stepper.problem("time stepper of type \"\(type)\"; Turgor reads default")
    }
    guard let dtmax = try stepper.child("dtmax") else { return nil }
    let curve = try curve(of: dtmax)
    // Where a curve is given it is the largest step itself, and its points are met.
    let largest = TimeValue(curve == nil ? try dtmax.factor() : 1, curve: curve)
    return AdaptiveStepping(
      optimalIterations: try stepper.child("opt_iter")?.integer() ?? 11,
      smallest: try stepper.child("dtmin")?.number() ?? 0, largest: largest,
      mustPoints: curve?.points.map(\.x) ?? [],
      retries: try stepper.child("max_retries")?.integer() ?? 5)
  }

  /// Refuses what leads to other solutions.
  private func checkSolver(_ control: XMLElement) throws(DocumentError.Problem) {
    guard let solver = try control.child("solver") else { return }
    if let arc = try solver.child("arc_length"), arc.content != "0", arc.content != "false" {
      throw arc.problem("continuation by arc length is not supported")
    }
    if let type = solver.attribute("type"), type != "solid" {
      throw solver.problem("solver of type \"\(type)\"; Turgor reads solid")
    }
  }
}
