/// What the computation of a case gave.
public struct CaseOutcome: Sendable {
  public var comparisons: [Comparison]
  public var tables: [FigureTable]
  public var curves: [ConvergenceCurves]
  /// Texts of files by name, for other parts of the program to read.
  public var files: [String: String]

  public init(
    _ comparisons: [Comparison] = [], tables: [FigureTable] = [],
    curves: [ConvergenceCurves] = [], files: [String: String] = [:]
  ) {
    (self.comparisons, self.tables) = (comparisons, tables)
    (self.curves, self.files) = (curves, files)
  }

  /// Whether every result that is judged meets its reference.
  public var passes: Bool { comparisons.allSatisfy { $0.verdict != .missed } }
}

/// Figures that are shown as they are, beside those that are judged.
public struct FigureTable: Sendable, Equatable {
  public var title: String
  public var columns: [String]
  public var rows: [[String]]

  public init(_ title: String, columns: [String], rows: [[String]]) {
    (self.title, self.columns, self.rows) = (title, columns, rows)
  }
}

/// Errors over mesh sizes, to be drawn with logarithmic axes.
public struct ConvergenceCurves: Sendable, Equatable {
  public struct Curve: Sendable, Equatable {
    public var name: String
    public var sizes: [Double]
    public var errors: [Double]

    public init(_ name: String, sizes: [Double], errors: [Double]) {
      (self.name, self.sizes, self.errors) = (name, sizes, errors)
    }
  }

  /// Name of the file without its ending.
  public var name: String
  public var title: String
  /// With their units.
  public var sizeLabel: String
  public var errorLabel: String
  public var curves: [Curve]
  /// Orders drawn as reference slopes.
  public var slopes: [Double]

  public init(
    _ name: String, title: String, sizeLabel: String, errorLabel: String, curves: [Curve],
    slopes: [Double]
  ) {
    (self.name, self.title, self.sizeLabel) = (name, title, sizeLabel)
    (self.errorLabel, self.curves, self.slopes) = (errorLabel, curves, slopes)
  }
}
