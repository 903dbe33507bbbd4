import Anatomy
import Documents
import Foundation

extension Norm {
  /// Name of the file beside the atlas.
  public static let file = "norms.json"

  /// Reads the norms in a folder.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(in folder: URL) throws(DocumentError) -> [Norm] {
    try read(StrictJSON(contentsOf: folder.appending(path: file)))
  }

  /// Reads the bytes of a file that is called `file` in messages.
  ///
  /// - Throws: `DocumentError` with everything that is wrong.
  public static func read(parsing text: [UInt8], file: String) throws(DocumentError) -> [Norm] {
    try read(StrictJSON(parsing: text, file: file))
  }

  private static func read(_ document: StrictJSON) throws(DocumentError) -> [Norm] {
    let object = document.root.object(keys: ["about", "samples", "norms"])
    let samples =
      object?.required("samples")?.array(of: "samples")?.compactMap { $0.sample() } ?? []
    let norms = object?.required("norms")?.array(of: "norms")?.compactMap { $0.norm(of: samples) }
    try document.finish()
    return norms ?? []
  }
}

/// What the norms of one study share.
private struct Study {
  var name: String
  var sample: Norm.Sample
  var source: String
  var confidence: Confidence
  var note: String
}

extension JSONCursor {
  fileprivate func sample() -> Study? {
    let keys = ["name", "count", "population", "ages_years", "source", "confidence", "note"]
    guard let object = object(keys: keys) else { return nil }
    let ages = object["ages_years"]?.numbers(2, in: 0...120, unit: "years")
    if let ages, ages[0] > ages[1] { object["ages_years"]?.note("the younger age comes first") }
    guard let name = object.required("name")?.string(),
      let population = object.required("population")?.string(),
      let source = object.required("source")?.string(),
      let confidence = object.required("confidence")?.choice(Confidence.self),
      let note = object.required("note")?.string()
    else { return nil }
    let sample = Norm.Sample(
      count: object["count"]?.number(in: 2...1e6, unit: "people").map { Int($0) },
      population: population,
      agesInYears: ages.flatMap { $0[0] <= $0[1] ? $0[0]...$0[1] : nil })
    return Study(name: name, sample: sample, source: source, confidence: confidence, note: note)
  }

  fileprivate func norm(of studies: [Study]) -> Norm? {
    guard let object = object(keys: ["measure", "sample", "sex", "mean_mm", "sd_mm"]) else {
      return nil
    }
    let mean = object.requiredQuantity("mean_mm", in: -500...500)
    let deviation = object.requiredQuantity("sd_mm", in: 0.01...200)
    let (measure, sample) = (object.required("measure"), object.required("sample"))
    guard let name = measure?.string(), let study = sample?.string(), let mean, let deviation
    else { return nil }
    guard Measure.all.contains(where: { $0.name == name && $0.unit == .millimetres }) else {
      measure?.note("\"\(name)\" is not the name of a measure in mm")
      return nil
    }
    guard let of = studies.first(where: { $0.name == study }) else {
      sample?.note("\"\(study)\" is not the name of a sample in this file")
      return nil
    }
    return Norm(
      measure: name, sex: object["sex"]?.choice(Sex.self), mean: mean,
      standardDeviation: deviation, sample: of.sample, source: of.source,
      confidence: of.confidence, note: of.note)
  }
}
