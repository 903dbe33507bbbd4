import Documents

extension Shape {
  /// The same list, whose entries have ids of their own, which a JSON Schema cannot say.
  ///
  /// - Parameters:
  ///   - what: the entries, as in messages.
  ///   - id: of an entry; it stands under the key `id`, or is the entry itself.
  /// - Returns: a shape that notes the second use of an id.
  public func withUniqueIDs<Entry>(_ what: String, _ id: KeyPath<Entry, String>) -> Shape
  where Value == [Entry] {
    checked { entries, cursor in
      guard let places = cursor.array(of: what), places.count == entries.count else { return }
      var firstUse: [String: String] = [:]
      for (name, place) in zip(entries.map { $0[keyPath: id] }, places) where !name.isEmpty {
        if let first = firstUse[name] {
          let second = place.member("id") ?? place
          second.note("\"\(name)\" is already the id of \(first)")
        }
        firstUse[name] = firstUse[name] ?? place.path
      }
    }
  }
}
