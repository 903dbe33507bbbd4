import Provenance
import Scenarios

/// What the results were made from and with; no name and no path of a file of the user.
struct OriginSection {
  private let result: ScenarioResult
  private let identity: RunIdentity

  init(_ result: ScenarioResult, _ identity: RunIdentity) {
    (self.result, self.identity) = (result, identity)
  }

  var section: PageSection {
    // The file of the scenario may differ in comments alone, which change no result.
    let entries = identity.inputs.entries.filter { $0.role != "scenario" }
    let rows = entries.map { entry -> HTML in
      "<tr><th scope=\"row\">\(entry.role)</th><td><code>\(entry.sha256.description)</code></td></tr>"
    }
    let inputs: HTML = """
      <details><summary>Digests of the inputs</summary>
      \(HTML.table(caption: "SHA-256 of what went in", heads: ["input", "SHA-256"], rows: rows))
      </details>
      """
    return PageSection(
      id: "origin", title: "Provenance", content: [HTML.facts(facts), inputs])
  }

  private var facts: [(name: String, value: String)] {
    let (build, libraries) = (Build.current, identity.libraries)
    let programs = [
      "CHOLMOD \(libraries.cholmod)", libraries.openBLAS, "Embree \(libraries.embree)",
      "libpng \(libraries.libpng)", "libcrypto \(libraries.libcrypto)",
    ].filter { !$0.isEmpty }
    return [
      ("Case", identity.caseCode), ("Turgor", "\(build.version), \(build.compiler)"),
      ("Program, SHA-256", identity.program?.description ?? "not known"),
      ("Key of the run, SHA-256", identity.key.description),
      ("Libraries", programs.joined(separator: "; ")),
      ("All else", "manifest.json: the scenario as it was run, tissue, digests of every result"),
    ]
  }
}
