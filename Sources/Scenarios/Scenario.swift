import Anatomy
import Rendering
import Tensors
import Treatments

/// What one run shall compute: a face, its tissue, and what happens to it step by step.
///
/// All quantities are in SI units; paths are as they stand in the file, resolved against its folder.
public struct Scenario: Sendable, Equatable {
  /// Name and version of the format.
  public static let schema = "turgor.scenario/1"

  public var title: String
  /// What the results call the person; nil derives a code from the scan (`CaseCode`).
  public var caseCode: String?
  public var face: Face
  public var subject: Subject
  public var tissue: Tissue
  public var resolution: Resolution
  public var steps: [Step]
  /// How the face ages where time goes by.
  public var ageing = AgeingChoice()
  /// Views that are drawn.
  public var views: [PortraitView]
  /// Of a face without colours of its own.
  public var skinTone = SkinTone.intermediate
  /// How much work a picture is worth.
  public var quality = PictureQuality.standard
  /// Pictures in which colours stand for something.
  public var maps = OutcomeMap.standard
  /// Whether steps are read as years of ageing, which solves states of ageing alone.
  public var wantsEquivalentYears = false
  /// Whether the share of each term of ageing is told, which solves each step twice for each.
  public var wantsAgeingShares = false
  /// What the author expects to come out.
  public var expectations: [Expectation] = []

  /// Whose face.
  public struct Face: Sendable, Equatable {
    /// File of the scanned surface; nil for the embedded atlas.
    public var surface: String?
    /// File of landmarks that belong to the surface; nil lets them be found.
    public var landmarks: String?

    /// How the head was held when the surface was captured: the shape that gravity had given it then.
    public var captured = Posture.upright

    /// Landmarks marked by hand, in the coordinates and the unit of the surface file; they take the
    /// place of those in `landmarks` and help to find the others.
    public var markedLandmarks: [String: Vector3] = [:]

    public init(surface: String? = nil, landmarks: String? = nil) {
      (self.surface, self.landmarks) = (surface, landmarks)
    }
  }

  /// What is known of the person, where it moves the tissue preset: see `SubjectRule`.
  public struct Subject: Sendable, Equatable {
    public var ageInYears: Double?
    public var sex: Sex?
    /// In kg/m².
    public var bodyMassIndex: Double?
    /// Of skin and of superficial fat, measured at the cheek, in m.
    public var skinThickness: Double?
    public var fatThickness: Double?
    /// What has made the skin older than its years.
    public var exposures: Set<SkinExposure> = []
    /// Age at the menopause in years; nil does not count it.
    public var menopause: Double?

    public init(ageInYears: Double? = nil, sex: Sex? = nil, bodyMassIndex: Double? = nil) {
      (self.ageInYears, self.sex, self.bodyMassIndex) = (ageInYears, sex, bodyMassIndex)
    }
  }

  /// Which of the ageing law counts.
  public struct AgeingChoice: Sendable, Equatable {
    public var preset = FatVolumePreset.descent
    public var terms = Set(AgeingTerm.allCases)

    public init() {}
  }

  /// The tissue presets that come with Turgor.
  public enum PresetName: String, CaseIterable, Sendable { case adult }

  /// What the tissue is made of.
  public struct Tissue: Sendable, Equatable {
    public var preset: PresetName
    /// What is known of the layers of the whole face.
    public var layers: [TissueLayer: LayerEstimate] = [:]
    /// What is known of the layers of some zones; a narrower selection goes before a wider one.
    public var zones: [ZoneSelection: [TissueLayer: LayerEstimate]] = [:]
    /// Laws that replace those of the preset, in the whole face.
    public var laws: [TissueLayer: LayerLaw] = [:]
    /// Factor on the stiffness of the retaining ligaments.
    ///
    /// None by default: their strength is not known, and with the preset's tissue they hold the face more
    /// firmly than was measured.
    public var ligamentFactor = 0.0
    /// Whether the deep layer is soft where sheets of fascia slide on each other.
    ///
    /// Not by default: where the planes lie is known, how easily they glide is not.
    public var hasGlidingPlanes = false
    /// Factor on the tension of the skin.
    ///
    /// None by default: published laws of skin were fitted to skin under its tension, so that they include
    /// what it adds; with both, the face moves less than was measured.
    public var skinTensionFactor = 0.0

    /// How the tissue of the person relaxes, against the preset: all layers alike.
    public var relaxation = RelaxationChange.none

    public init(preset: PresetName = .adult, layers: [TissueLayer: LayerEstimate] = [:]) {
      (self.preset, self.layers) = (preset, layers)
    }
  }

  /// How fine the mesh is.
  public enum Resolution: Sendable, Equatable {
    /// For a first look, in seconds.
    case preview
    /// For results.
    case standard
    /// To see whether results still depend on the mesh.
    case fine
    /// Mean edge of the triangles of the skin in m.
    case edge(Double)

    public init(_ level: AtlasLevel) {
      self =
        switch level {
        case .preview: .preview
        case .standard: .standard
        case .fine: .fine
        }
    }
  }

  /// One thing after the other.
  public struct Step: Sendable, Equatable {
    /// Name of the step in tables and file names.
    public var id: String
    public var action: StepAction
    /// How long it lasts, in s: the tissue has not come to rest then; nil for ever.
    public var duration: Double?

    public init(id: String, _ action: StepAction, lasting duration: Double? = nil) {
      (self.id, self.action, self.duration) = (id, action, duration)
    }

    public init(id: String, posture: Posture) { self.init(id: id, .posture(posture)) }
  }

  public init(
    title: String, face: Face = Face(), subject: Subject = Subject(), tissue: Tissue = Tissue(),
    resolution: Resolution = .standard, steps: [Step],
    views: [PortraitView] = [.front, .leftOblique]
  ) {
    (self.title, self.face, self.subject, self.tissue) = (title, face, subject, tissue)
    (self.resolution, self.steps, self.views) = (resolution, steps, views)
  }
}
