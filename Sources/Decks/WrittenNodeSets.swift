import Models

/// The node sets of a deck that is written: one for each list of nodes that supports name.
struct WrittenNodeSets {
  /// In the order of their first use.
  private(set) var sets: [(name: String, nodes: [Int])] = []
  private var nameOfNodes: [[Int]: String] = [:]

  /// - Parameter model: whose supports are to be written.
  init(_ model: Model) {
    for support in model.supports { add(support.name, support.nodes) }
  }

  /// The name of the set of these nodes.
  func name(of nodes: [Int]) -> String { nameOfNodes[nodes] ?? "" }

  private mutating func add(_ name: String, _ nodes: [Int]) {
    guard nameOfNodes[nodes] == nil else { return }
    let unique = "\(Self.plain(name))_\(sets.count + 1)"
    nameOfNodes[nodes] = unique
    sets.append((unique, nodes))
  }

  /// A name of letters, digits and underscores that begins with a letter, as every format takes it.
  static func plain(_ name: String) -> String {
    let word = String(
      name.unicodeScalars.map {
        $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "_"
      })
    return word.first?.isLetter ?? false ? word : "S_" + word
  }
}
