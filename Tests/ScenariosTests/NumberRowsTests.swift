import Foundation
import Testing

@testable import Scenarios

@Suite struct NumberRowsTests {
  @Test func `rows come back to the last bit`() {
    let rows = NumberRows([[], [1, -0.0, 0.1, .infinity, .leastNonzeroMagnitude], [2]])
    let read = NumberRows(rows.data)
    let bits = read?.rows.map { $0.map(\.bitPattern) }
    #expect(bits == rows.rows.map { $0.map(\.bitPattern) })
    #expect(NumberRows(NumberRows([]).data)?.rows == [])
  }

  @Test func `whatever is cut, longer or made up is refused`() {
    let data = NumberRows([[1, 2], [3]]).data
    for length in 0..<data.count { #expect(NumberRows(data.prefix(length)) == nil) }
    #expect(NumberRows(data + [0]) == nil)
    #expect(NumberRows(Data(repeating: 0xFF, count: 64)) == nil)
  }
}
