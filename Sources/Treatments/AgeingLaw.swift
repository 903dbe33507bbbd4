import Anatomy

/// How a face ages, as data: what goes up or down by how much per decade, from which age on, and how sure that is.
///
/// Every term is linear in x, the decades since an age of its own, and zero before: f(a) = 1 + s x. What ages from a to b
/// changes by f(b)/f(a), so that the tissue of a person of age a, which is f(a) of the preset's, is counted once.
public struct AgeingLaw: Sendable, Equatable {
  /// What goes on steadily from some age on.
  public struct Slope: Sendable, Equatable {
    /// In years.
    public var from: Double
    /// A fraction of what was there at that age.
    public var perDecade: Double

    /// s x at an age in years.
    public func change(at age: Double) -> Double { perDecade * (max(0, age - from) / 10) }
  }

  /// One term; of fat volume and bone the slope counts decades, and what happens in one stands beside.
  public struct Term: Sendable, Equatable {
    public var female: Slope
    public var male: Slope
    /// One standard deviation of the logarithm of the slope.
    public var deviation: Double
    public var source: String
    public var confidence: Confidence

    /// s x of a person; the mean of both sexes when none is given.
    func change(at age: Double, sex: Sex?) -> Double {
      switch sex {
      case .female: female.change(at: age)
      case .male: male.change(at: age)
      case nil: (female.change(at: age) + male.change(at: age)) / 2
      }
    }
  }

  /// Fat that grows or shrinks.
  public struct FatVolume: Sendable, Equatable {
    public var zones: ZoneSelection
    public var layer: TissueLayer
    /// A fraction of what was there when it began.
    public var perDecade: Double
  }

  /// By how many years skin is older than its age.
  public struct Exposure: Sendable, Equatable {
    public var years: Double
    public var source: String
    public var confidence: Confidence
  }

  /// How much faster skin ages for some years from the menopause on.
  public struct Menopause: Sendable, Equatable {
    /// On the slopes of skin.
    public var factor: Double
    /// In years.
    public var lasts: Double
    public var source: String
    public var confidence: Confidence
  }

  public var terms: [AgeingTerm: Term]
  public var fatVolumes: [FatVolumePreset: [FatVolume]]
  public var recessions: [BoneRecession]
  public var exposures: [SkinExposure: Exposure]
  public var menopause: Menopause

  /// A term; every law has all of them.
  public subscript(term: AgeingTerm) -> Term {
    guard let entry = terms[term] else { preconditionFailure("no ageing of \(term.rawValue)") }
    return entry
  }
}

/// Bone that goes back, as one place of it does and less so around it.
public struct BoneRecession: Sendable, Equatable {
  public var name: String
  /// On the skin above, of the left half: the right one is its mirror image.
  public var place: SurfaceSpot
  /// Unit vector on the left half.
  public var direction: SIMD3<Double>
  /// In m per decade.
  public var perDecade: Double
  /// In years.
  public var from: Double
  public var source: String
  public var confidence: Confidence

  /// How far a point has gone between two ages, in m.
  public func displacement(under point: SIMD3<Double>, from a: Double, to b: Double) -> SIMD3<
    Double
  > {
    func decades(_ age: Double) -> Double { max(0, age - from) / 10 }
    let way = perDecade * (decades(b) - decades(a)) * place.weight(under: point)
    return way * SIMD3(point.x < 0 ? -direction.x : direction.x, direction.y, direction.z)
  }
}
