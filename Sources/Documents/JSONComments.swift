/// The text with every character of a comment replaced by a blank, so that places stay.
func blankingComments(_ text: [UInt8]) throws(DocumentError.Problem) -> [UInt8] {
  let (quote, slash, star, backslash, newline) = (
    UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "\\"),
    UInt8(ascii: "\n")
  )
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var (i, inString) = (0, false)
  /// A blank for a character; the further bytes of one in UTF-8 are dropped, as columns count characters.
  func blank(_ byte: UInt8) {
    if byte == newline {
      result.append(newline)
    } else if byte & 0xC0 != 0x80 {
      result.append(0x20)
    }
  }
  while i < text.count {
    let (byte, next) = (text[i], i + 1 < text.count ? text[i + 1] : 0)
    if inString {
      result.append(byte)
      if byte == backslash, i + 1 < text.count {
        result.append(next)
        i += 1
      } else if byte == quote || byte == newline {
        inString = false
      }
      i += 1
    } else if byte == slash, next == slash {
      while i < text.count, text[i] != newline {
        blank(text[i])
        i += 1
      }
    } else if byte == slash, next == star {
      let place = textPlace(at: result.count, in: result)
      var end = i + 2
      while end + 1 < text.count, !(text[end] == star && text[end + 1] == slash) { end += 1 }
      guard end + 1 < text.count else {
        throw DocumentError.Problem(
          place: place, path: "", message: "this comment is not closed; end it with */")
      }
      for byte in text[i...(end + 1)] { blank(byte) }
      i = end + 2
    } else {
      inString = byte == quote
      result.append(byte)
      i += 1
    }
  }
  return result
}

/// The line and the column of a byte.
func textPlace(at offset: Int, in text: [UInt8]) -> TextPlace {
  var place = TextPlace(line: 1, column: 1)
  for byte in text.prefix(offset) {
    if byte == UInt8(ascii: "\n") {
      place = TextPlace(line: place.line + 1, column: 1)
    } else if byte & 0xC0 != 0x80 {
      place.column += 1
    }
  }
  return place
}
