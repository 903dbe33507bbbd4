import Testing

@testable import Pages

@Test func `text that is put into markup cannot become markup`() {
  let text = "<script>alert('x')</script> & \"more\""
  let html: HTML = "<p title=\"\(text)\">\(text)</p>"
  let escaped =
    "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"
  #expect(html.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
}

@Test func `pieces and numbers stand in markup as they are`() {
  let items = ["a", "b"].map { "<li>\($0)</li>" as HTML }
  #expect(("<ul>\(items)</ul> \(3)" as HTML).markup == "<ul><li>a</li>\n<li>b</li></ul> 3")
}
