import Foundation
import Tensors

extension LayeredShell {
  /// The shell as a deck for CalculiX in mm, N and t: neo-Hookean layers under gravity along −y, in one step.
  var deck: String {
    var lines = ["*NODE, NSET=NALL"]
    for (node, X) in mesh.positions.enumerated() {
      lines.append(String(format: "%d,%.10f,%.10f,%.10f", node + 1, X.x, X.y, X.z))
    }
    var number = 0
    for block in mesh.blocks {
      lines.append("*ELEMENT, TYPE=C3D15, ELSET=\(block.region)")
      for cell in 0..<block.count {
        number += 1
        let nodes = block.nodes(ofCell: cell).map { String($0 + 1) }
        lines.append("\(number)," + nodes[..<8].joined(separator: ",") + ",")
        lines.append(nodes[8...].joined(separator: ","))
      }
    }
    lines.append("*NSET, NSET=BONE")
    lines += held.map { "\($0 + 1)," }
    for layer in Self.layers {
      // MPa and t/mm³, in fewer than the 20 characters that CalculiX reads; W = C10 (Ī₁ − 3) + (J − 1)²/D1.
      let mu = 1e-6 * layer.shearModulus
      lines += [
        "*MATERIAL, NAME=\(layer.name)", "*HYPERELASTIC, NEO HOOKE",
        String(format: "%.8e,%.8e", mu / 2, 2 / (Self.bulkOverShear * mu)), "*DENSITY",
        String(format: "%.8e", 1e-12 * layer.density),
        "*SOLID SECTION, ELSET=\(layer.name), MATERIAL=\(layer.name)",
      ]
    }
    lines += ["*BOUNDARY", "BONE,1,3", "*STEP, NLGEOM", "*STATIC", "1.,1.", "*DLOAD"]
    lines += Self.layers.map { "\($0.name),GRAV,9810.,0.,-1.,0." }
    lines += ["*NODE PRINT, NSET=NALL", "U", "*END STEP", ""]
    return lines.joined(separator: "\n")
  }

  /// Mean and largest displacement of the outer face, by the displacements of all nodes.
  ///
  /// The mean is by area: the integral of a quadratic over a triangle is its area times the mean at the middles of its sides.
  func outerMotion(_ displacements: [Vector3]) -> OuterMotion {
    var (sum, area, largest) = (0.0, 0.0, 0.0)
    for (middles, corners) in outer {
      let X = corners.map { mesh.positions[$0] }
      let A = 0.5 * (X[1] - X[0]).cross(X[2] - X[0]).length
      sum += A * middles.reduce(0) { $0 + displacements[$1].length } / 3
      area += A
      largest = (middles + corners).reduce(largest) { max($0, displacements[$1].length) }
    }
    return OuterMotion(mean: sum / area, largest: largest)
  }
}

/// How far the outer face moved, in mm.
struct OuterMotion {
  var mean: Double
  var largest: Double
}
