import Provenance

/// Style and script of a page; they lie in `Resources` and are part of the program.
enum PageAssets {
  static let style = text(PackageResources.page_css)

  /// Read one after the other, the last one begins.
  static let script =
    ([
      PackageResources.comparison_js, PackageResources.tables_js, PackageResources.model_js,
      PackageResources.camera_js, PackageResources.painter_js, PackageResources.gestures_js,
      PackageResources.view_js,
      PackageResources.main_js,
    ] as [[UInt8]]).map(text).joined(separator: "\n")

  /// What the page may do: run this script, use this style, show pictures that are in it, and nothing else.
  ///
  /// - Source: W3C, *Content Security Policy Level 3*, §2.3.1 (hashes of what stands in the page).
  static var policy: String {
    [
      "default-src 'none'", "script-src 'sha256-\(SHA256Digest(of: script).base64)'",
      "style-src 'sha256-\(SHA256Digest(of: style).base64)'", "img-src data:", "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
