import Rendering

extension ConvergenceCurves {
  /// The curves as a plot; names like `wedge15/linear` share a panel by what follows the stroke.
  public var plot: LogLogPlot {
    var panels: [LogLogPlot.Panel] = []
    for curve in curves {
      let parts = curve.name.split(separator: "/", maxSplits: 1).map(String.init)
      let group = parts.count > 1 ? "pressure: \(parts[1])" : ""
      let drawn = LogLogPlot.Curve(
        parts[0], points: zip(curve.sizes, curve.errors).map { (x: $0, y: $1) })
      if let k = panels.firstIndex(where: { $0.title == group }) {
        panels[k].curves.append(drawn)
      } else {
        panels.append(LogLogPlot.Panel(group, curves: [drawn]))
      }
    }
    return LogLogPlot(
      title: title, xLabel: sizeLabel, yLabel: errorLabel, panels: panels, slopes: slopes)
  }
}
