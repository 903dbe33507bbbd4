/// Where cells have to be small, and how small.
struct Refinement: Sendable {
  /// Middle of the place, and how far it reaches to either side, in m.
  var center, reach: Double
  /// Length of cells there, in m.
  var size: Double
}

/// The borders of cells along a line, small where something happens.
struct GradedLine: Sendable {
  /// Where a border has to be, in ascending order.
  var marks: [Double]
  var refinements: [Refinement]
  /// Length of cells far from all refinements, in m.
  var largest: Double
  /// How much longer a cell may be for each metre that it is farther away: neighbours differ by about this part.
  var growth = 0.25

  /// The length that a cell at x should have.
  private func size(at x: Double) -> Double {
    refinements.reduce(largest) { size, place in
      min(size, place.size + growth * max(0, abs(x - place.center) - place.reach))
    }
  }

  /// Borders that divide ∫dx/size evenly between each two marks.
  ///
  /// - Parameter refinement: how many times finer than asked for.
  /// - Returns: in ascending order, all marks among them.
  func borders(refinement: Int = 1) -> [Double] {
    zip(marks, marks.dropFirst()).reduce(into: [marks[0]]) { borders, ends in
      // Trapezia of ∫dx/size, fine against the steepest growth.
      let samples = 400
      let step = (ends.1 - ends.0) / Double(samples)
      var sums = [0.0]
      for i in 0..<samples {
        let x = ends.0 + step * Double(i)
        sums.append(sums[i] + 0.5 * step * (1 / size(at: x) + 1 / size(at: x + step)))
      }
      let count = refinement * max(1, Int(sums[samples].rounded(.up)))
      var sample = 0
      for k in 1..<count {
        let wanted = sums[samples] * Double(k) / Double(count)
        while sums[sample + 1] < wanted { sample += 1 }
        let part = (wanted - sums[sample]) / (sums[sample + 1] - sums[sample])
        borders.append(ends.0 + step * (Double(sample) + part))
      }
      borders.append(ends.1)
    }
  }
}
