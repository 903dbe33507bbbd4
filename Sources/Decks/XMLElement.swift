import Documents

/// An element of an XML file, with its place; what has been read of it is marked, so that nothing is skipped in silence.
final class XMLElement {
  let name: String
  let place: TextPlace
  private(set) weak var parent: XMLElement?
  let attributes: [(name: String, value: String)]
  var children: [XMLElement] = []
  /// The text of the element itself, without that of its children.
  var text = ""
  private var isTaken = false
  private var takenAttributes: Set<String> = []

  init(
    name: String, attributes: [(name: String, value: String)], place: TextPlace,
    parent: XMLElement?
  ) {
    (self.name, self.attributes, self.place) = (name, attributes, place)
    self.parent = parent
  }

  /// As in `febio_spec/Material/material[2]`, counted from 1 where siblings have the name too.
  var path: String {
    guard let parent else { return name }
    let siblings = parent.children.filter { $0.name == name }
    let number = siblings.firstIndex { $0 === self }.map { $0 + 1 } ?? 1
    return "\(parent.path)/\(name)\(siblings.count > 1 ? "[\(number)]" : "")"
  }

  /// The text without blanks around it.
  var content: String { text.trimmingBlanks }

  // MARK: - Reading

  /// The only child of a name, marked as read.
  func child(_ name: String) throws(DocumentError.Problem) -> XMLElement? {
    let found = all(name)
    if found.count > 1 {
      throw found[1].problem("stands here for a second time; one is allowed")
    }
    return found.first
  }

  /// The children of a name, marked as read.
  func all(_ name: String) -> [XMLElement] {
    let found = children.filter { $0.name == name }
    for child in found { child.isTaken = true }
    return found
  }

  /// An attribute, marked as read.
  func attribute(_ name: String) -> String? {
    takenAttributes.insert(name)
    return attributes.first { $0.name == name }?.value
  }

  func required(_ name: String) throws(DocumentError.Problem) -> XMLElement {
    guard let child = try child(name) else { throw problem("needs <\(name)>") }
    return child
  }

  /// The only child with one of some names.
  func required(anyOf names: [String]) throws(DocumentError.Problem) -> XMLElement {
    for name in names { if let child = try child(name) { return child } }
    throw problem("needs <\(names[0])>")
  }

  func requiredAttribute(_ name: String) throws(DocumentError.Problem) -> String {
    guard let value = attribute(name) else {
      throw problem("needs the attribute \(name)=\"…\"")
    }
    return value
  }

  /// Marks the element as read.
  func take() { isTaken = true }

  /// Marks the element and all that is in it as read.
  func takeAll() {
    isTaken = true
    takenAttributes.formUnion(attributes.map(\.name))
    children.forEach { $0.takeAll() }
  }

  func problem(_ message: String) -> DocumentError.Problem {
    .init(place: place, path: path, message: message)
  }

  /// What has not been read, one problem for each outermost element or attribute.
  var leftovers: [DocumentError.Problem] {
    guard isTaken else { return [problem("Turgor does not understand this")] }
    let unread = attributes.filter { !takenAttributes.contains($0.name) }
      .map { problem("Turgor does not understand the attribute \($0.name)=\"\($0.value)\"") }
    return unread + children.flatMap(\.leftovers)
  }
}

extension String {
  var trimmingBlanks: String {
    // Most begin and end with a letter or a digit: nothing to look for.
    let isPlain = { (byte: UInt8?) in byte.map { (33...126).contains($0) } ?? false }
    if isPlain(utf8.first) && isPlain(utf8.last) { return self }
    let isBlank = { (c: Character) in c.isWhitespace }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
