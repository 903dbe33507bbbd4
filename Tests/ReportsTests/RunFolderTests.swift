import Foundation
import Reports
import Testing

private func scratch() throws -> URL {
  let url = FileManager.default.temporaryDirectory.appending(path: "turgor-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url
}

@Test func `a folder appears only when it is committed`() throws {
  let base = try scratch()
  defer { try? FileManager.default.removeItem(at: base) }
  let path = base.appending(path: "out").path
  let folder = try RunFolder(path: path)
  try folder.write("1", to: "fields/a.txt")
  #expect(!FileManager.default.fileExists(atPath: path))
  try folder.write("{}", to: RunFolder.manifest)
  try folder.commit()
  #expect(try String(contentsOfFile: path + "/fields/a.txt", encoding: .utf8) == "1")
  #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
}

@Test func `a run that ends early leaves nothing`() throws {
  let base = try scratch()
  defer { try? FileManager.default.removeItem(at: base) }
  do {
    let folder = try RunFolder(path: base.appending(path: "out").path)
    try folder.write("1", to: "zones.csv")
  }
  #expect(try FileManager.default.contentsOfDirectory(atPath: base.path).isEmpty)
}

@Test func `an earlier result is replaced whole, other folders are left alone`() throws {
  let base = try scratch()
  defer { try? FileManager.default.removeItem(at: base) }
  let path = base.appending(path: "out").path
  for name in ["old.csv", "new.csv"] {
    let folder = try RunFolder(path: path)
    try folder.write("", to: name)
    try folder.write("{}", to: RunFolder.manifest)
    try folder.commit()
  }
  #expect(
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      == ["manifest.json", "new.csv"])
  let thesis = base.appending(path: "thesis").path
  try FileManager.default.createDirectory(atPath: thesis, withIntermediateDirectories: true)
  try Data("x".utf8).write(to: URL(filePath: thesis + "/chapter1.tex"))
  #expect(throws: RunFolderError.notOurs(path: thesis)) { try RunFolder(path: thesis) }
  #expect(FileManager.default.fileExists(atPath: thesis + "/chapter1.tex"))
}
