/// A part of a page with a heading, to which the page links.
package struct PageSection {
  package var id: String
  package var title: String
  package var content: [HTML]

  package init(id: String, title: String, content: [HTML]) {
    (self.id, self.title, self.content) = (id, title, content)
  }

  var html: HTML {
    """
    <section id="\(id)" aria-labelledby="\(id)-title">
    <h2 id="\(id)-title">\(title)</h2>
    \(content)
    </section>
    """
  }

  var link: HTML { "<li><a href=\"#\(id)\">\(title)</a></li>" }
}

extension HTML {
  /// A table in a frame that scrolls by itself where the page is narrow.
  ///
  /// - Parameters:
  ///   - caption: what it shows.
  ///   - heads: one for each column.
  ///   - rows: with all cells, the first a row heading.
  ///   - isSortable: whether the headings sort it.
  /// - Returns: the table in its frame.
  package static func table(
    caption: String, heads: [String], rows: [HTML], isSortable: Bool = false
  ) -> HTML {
    let columns = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }
    let kind: HTML = isSortable ? " class=\"sortable\"" : ""
    return """
      <div class="table" role="region" aria-label="\(caption)" tabindex="0"><table\(kind)>
      <caption>\(caption)</caption>
      <thead><tr>\(columns)</tr></thead>
      <tbody>
      \(rows)
      </tbody></table></div>
      """
  }

  /// Names and what they stand for, in two columns.
  package static func facts(_ facts: [(name: String, value: String)]) -> HTML {
    let rows = facts.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" as HTML }
    return "<dl>\n\(rows)\n</dl>"
  }

  package static func list(_ lines: [String]) -> HTML {
    "<ul>\n\(lines.map { "<li>\($0)</li>" as HTML })\n</ul>"
  }
}
