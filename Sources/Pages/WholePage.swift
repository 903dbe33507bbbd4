import Provenance

/// A page with a heading, sections and all that it needs in it: no network, no other file.
package struct WholePage {
  package var title: String
  /// Id of the section that a keyboard can skip to.
  package var first: String
  /// Below the heading.
  package var lead: [HTML]
  package var sections: [PageSection]
  /// In the last line.
  package var closing: String

  package init(title: String, first: String, lead: [HTML], sections: [PageSection], closing: String)
  {
    (self.title, self.first, self.lead) = (title, first, lead)
    (self.sections, self.closing) = (sections, closing)
  }

  package var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(HTML(trusted: PageAssets.policy))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="Turgor \(TurgorVersion.current)">
    <title>\(title)</title>
    <style>\(HTML(trusted: PageAssets.style))</style>
    </head>
    <body>
    <a class="skip" href="#\(first)">Skip to the \(first)</a>
    <header>
    <h1>\(title)</h1>
    \(lead)
    <nav aria-label="Sections"><ul>
    \(sections.map(\.link))
    </ul></nav>
    </header>
    <main>
    \(sections.map(\.html))
    </main>
    <footer><p>\(closing) Turgor \(TurgorVersion.current).</p></footer>
    <script>\(HTML(trusted: PageAssets.script))</script>
    </body>
    </html>

    """
  }
}
