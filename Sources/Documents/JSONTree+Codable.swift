import Foundation

extension JSONTree: Decodable {
  /// Reads what a program wrote; files that people write are read by `StrictJSON`, which says where they are wrong.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let values = try? value.decode([JSONTree].self) {
      self = .array(values)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }
}

extension JSONTree {
  /// The one text of this value: keys sorted, no blanks, numbers as short as they can be said.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot say.
  public func canonicalText() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
