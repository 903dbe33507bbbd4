/// What somebody probably meant who wrote `word`.
///
/// - Returns: the candidate with the fewest slips (a letter missing, added, changed, or two
///   swapped), if they are at most a third of its length or one; ties go to the first.
public func nearestSpelling(to word: String, among candidates: [String]) -> String? {
  var best: (candidate: String, slips: Int)?
  let length = word.count
  for candidate in candidates {
    // A difference in length alone is that many slips.
    guard abs(length - candidate.count) <= max(1, candidate.count / 3) else { continue }
    let slips = spellingSlips(Array(word.lowercased()), Array(candidate.lowercased()))
    guard slips <= max(1, candidate.count / 3) else { continue }
    if slips < best?.slips ?? .max { best = (candidate, slips) }
  }
  return best?.candidate
}

/// The distance of two words by Damerau and Levenshtein, in its optimal string alignment form.
private func spellingSlips(_ a: [Character], _ b: [Character]) -> Int {
  var (older, old) = ([Int](), Array(0...b.count))
  for i in 0..<a.count {
    var new = [i + 1]
    for j in 0..<b.count {
      var slips = min(new[j] + 1, old[j + 1] + 1, old[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { slips = min(slips, older[j - 1] + 1) }
      new.append(slips)
    }
    (older, old) = (old, new)
  }
  return old[b.count]
}

/// The words that something may be, and the one that was probably meant: `a, b; did you mean "a"?`.
public func allowedWords(_ words: [String], near word: String) -> String {
  let near = nearestSpelling(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
  return words.joined(separator: ", ") + near
}

/// The keys that may stand somewhere, and the one that was probably meant.
///
/// A key that lacks its unit, or has another, means the key with that unit, however long the unit is.
func allowedKeys(_ keys: [String], near key: String) -> String {
  let stem = QuantityUnit.stem(ofKey: key)
  guard let meant = keys.first(where: { $0 != stem && QuantityUnit.stem(ofKey: $0) == stem }) else {
    return allowedWords(keys, near: key)
  }
  return "\(keys.joined(separator: ", ")); did you mean \"\(meant)\"?"
}
