import ConstitutiveModels
import Documents
import Models

/// A material of an Abaqus file.
struct AbaqusMaterial {
  var name: String
  private var density = 1.0
  private var constitution: Constitution?
  private var volumetric: VolumetricEnergy?
  private(set) var isHyperelastic = false
  /// Whether a constant of volume beyond the first is 0: absent in Abaqus, while CalculiX takes a value of its own.
  private(set) var hasZeroTerms = false

  init(name: String) { self.name = name }

  mutating func read(_ block: inout KeywordBlock) throws(DocumentError.Problem) {
    let numbers = try block.numbers()
    switch block.keyword {
    case "DENSITY":
      guard let value = numbers.first, value >= 0 else {
        throw block.problem("needs a density of 0 or above")
      }
      density = value
    case "ELASTIC":
      if let type = block.parameter("TYPE"), !["ISO", "ISOTROPIC"].contains(type.uppercased()) {
        throw block.problem("TYPE=\(type); Turgor reads ISOTROPIC")
      }
      guard numbers.count == 2, numbers[0] > 0, numbers[1] > -1, numbers[1] < 0.5 else {
        throw block.problem("needs E > 0 and ν within −1 and 0.5, at one temperature")
      }
      let lame = LameConstants(youngModulus: numbers[0], poissonRatio: numbers[1])
      // CalculiX takes the constants between S and E at finite strain.
      constitution = .law(SaintVenantKirchhoff(mu: lame.mu, lambda: lame.lambda))
    default: try readHyperelastic(&block, numbers)
    }
  }

  /// Energies of the distortion and 1/D (J − 1)².
  private mutating func readHyperelastic(_ block: inout KeywordBlock, _ numbers: [Double])
    throws(DocumentError.Problem)
  {
    isHyperelastic = true
    let forms = ["NEO HOOKE", "MOONEY-RIVLIN", "YEOH", "OGDEN"]
    let given = forms.filter { block.parameter($0) != nil }
    guard given.count == 1 else {
      throw block.problem("needs one of \(forms.joined(separator: ", "))")
    }
    func require(_ count: Int, _ what: String) throws(DocumentError.Problem) {
      guard numbers.count == count else {
        throw block.problem("has \(numbers.count) constants; needs \(what)")
      }
    }
    let D: Double
    switch given[0] {
    case "NEO HOOKE":
      try require(2, "C10, D1")
      constitution = .law(MooneyRivlinSolid(c1: numbers[0], c2: 0))
      D = numbers[1]
    case "MOONEY-RIVLIN":
      try require(3, "C10, C01, D1")
      constitution = .law(MooneyRivlinSolid(c1: numbers[0], c2: numbers[1]))
      D = numbers[2]
    case "YEOH":
      try require(6, "C10, C20, C30, D1, D2, D3")
      try readHigherTerms(numbers[4...], beside: numbers[3], block)
      constitution = .law(YeohSolid(coefficients: Array(numbers[0..<3])))
      D = numbers[3]
    default:
      let word = block.parameter("N") ?? "1"
      guard let count = Int(word), (1...6).contains(count) else {
        throw block.problem("N=\(word) is not one of 1 to 6")
      }
      try require(3 * count, "μ and α of each term, then D of each")
      try readHigherTerms(numbers[(2 * count + 1)...], beside: numbers[2 * count], block)
      let terms = (0..<count).map { (2 * numbers[2 * $0], numbers[2 * $0 + 1]) }
      guard terms.allSatisfy({ $0.1 != 0 }) else { throw block.problem("an exponent is 0") }
      constitution = .law(OgdenSolid(terms: terms.map { (modulus: $0.0, exponent: $0.1) }))
      D = numbers[2 * count]
    }
    guard D > 0 else {
      throw block.problem("D1 = \(D) asks for an incompressible material; give D1 > 0")
    }
    volumetric = VolumetricEnergy(.quadratic, bulkModulus: 2 / D)
  }

  /// 1/Dᵢ (J − 1)²ⁱ for i ≥ 2: absent where Dᵢ is 0, as in Abaqus, or so large that the term is none.
  private mutating func readHigherTerms(
    _ constants: ArraySlice<Double>, beside D1: Double, _ block: KeywordBlock
  ) throws(DocumentError.Problem) {
    guard constants.allSatisfy({ $0 == 0 || $0 >= Self.absentTerm * D1 }) else {
      throw block.problem(
        "D2 and beyond are not supported; only 0, or a million times D1 and more, which leave the term out"
      )
    }
    hasZeroTerms = hasZeroTerms || constants.contains(0)
  }

  /// A term that is a millionth of the first one is none.
  private static let absentTerm = 1e6

  func finished() throws(DocumentError.Problem) -> ModelMaterial {
    guard let constitution else {
      throw .init(
        place: nil, path: "*MATERIAL \(name)", message: "has neither *ELASTIC nor *HYPERELASTIC")
    }
    return ModelMaterial(
      name: name, density: density, constitution: constitution, volumetric: volumetric)
  }
}
