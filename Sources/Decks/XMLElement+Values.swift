import Documents
import Tensors

/// Values of elements, as FEBio writes them.
extension XMLElement {
  /// A number that does not depend on anything.
  func number() throws(DocumentError.Problem) -> Double {
    if let curve = attribute("lc") {
      throw problem("follows load curve \(curve), which is not supported here")
    }
    return try factor()
  }

  /// A number that may be the factor of a load curve.
  func factor() throws(DocumentError.Problem) -> Double {
    if let type = attribute("type"), type != "const" {
      throw problem("is of type \"\(type)\"; a number is needed here")
    }
    return try parsed(content)
  }

  /// A whole number.
  func integer() throws(DocumentError.Problem) -> Int {
    guard let value = Int(content) else {
      throw problem("\"\(content)\" is no whole number")
    }
    return value
  }

  /// 1 or 0.
  func flag() throws(DocumentError.Problem) -> Bool {
    switch content {
    case "0", "false": return false
    case "1", "true": return true
    default: throw problem("\"\(content)\" is neither 0 nor 1")
    }
  }

  /// Numbers between commas or blanks.
  func numbers() throws(DocumentError.Problem) -> [Double] {
    var found: [Double] = []
    for word in content.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      found.append(try parsed(word))
    }
    return found
  }

  func numbers(_ count: Int) throws(DocumentError.Problem) -> [Double] {
    let found = try numbers()
    guard found.count == count else {
      throw problem("has \(found.count) numbers; \(count) are needed")
    }
    return found
  }

  /// Whole numbers between commas or blanks; a:b and a:b:c stand for all from a to b in steps of c.
  func integers() throws(DocumentError.Problem) -> [Int] {
    var found: [Int] = []
    for word in content.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count <= 3, let numbers = parts as? [Int], let first = numbers.first else {
        throw problem("\"\(word)\" is no whole number")
      }
      let last = numbers.count > 1 ? numbers[1] : first
      let step = numbers.count > 2 ? numbers[2] : 1
      guard last >= first, step > 0, (last - first) / step < 10_000_000 else {
        throw problem("\"\(word)\" is no range")
      }
      found += stride(from: first, through: last, by: step)
    }
    return found
  }

  func vector() throws(DocumentError.Problem) -> Vector3 {
    let v = try numbers(3)
    return Vector3(v[0], v[1], v[2])
  }

  /// Nine numbers by rows.
  func matrix() throws(DocumentError.Problem) -> Matrix3 {
    let v = try numbers(9)
    return Matrix3(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8])
  }

  private func parsed(_ word: some StringProtocol) throws(DocumentError.Problem) -> Double {
    guard let value = Double(word.trimmingPrefix("+")), value.isFinite else {
      throw problem("\"\(word)\" is no number")
    }
    return value
  }
}

extension StringProtocol {
  fileprivate func trimmingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : String(self)
  }
}
