import Scenarios

/// The face to be turned by hand, with fields in colour and the figures of the zone that is pointed at.
struct FaceSection {
  private let result: ScenarioResult
  private let model: FaceModel

  init(_ result: ScenarioResult) { (self.result, model) = (result, FaceModel(result)) }

  var section: PageSection {
    get throws {
      PageSection(
        id: "face", title: "The face in space",
        content: [
          "<p class=\"unscripted\">This view needs a browser with script and WebGL2; the tables below have its numbers.</p>",
          view, note,
          "<script type=\"application/json\" id=\"face-model\">\(HTML(trusted: try model.json()))</script>",
        ])
    }
  }

  private var view: HTML {
    """
    <div class="scripted interactive" id="face-view" hidden>
    <div class="controls">
    <p><label for="field">Colour</label> <select id="field">\(fields)</select></p>
    <p><label for="zone">Zone</label> <select id="zone"><option value="">none</option>\(zones)</select></p>
    <p><label><input type="checkbox" id="dead-band" checked> grey where a zone is not told from no change</label></p>
    <p class="morph"><label for="morph">Step</label>
    <input type="range" id="morph" min="0" max="\(last)" step="0.01" value="\(last)">
    <button type="button" id="play">Play</button> <output id="state" for="morph"></output></p>
    <p class="looks" role="group" aria-label="Look from">\(views)</p>
    </div>
    <canvas id="canvas" tabindex="0" role="application" aria-label="Face in space" aria-describedby="face-help"></canvas>
    <div class="scale"><p id="scale-title"></p><canvas id="scale-bar" width="512" height="1" role="img"></canvas>
    <div id="ticks" aria-hidden="true"></div></div>
    <p><output id="report" aria-live="polite"></output></p>
    <p class="note" id="face-help">Turn: drag, or arrow keys. Zoom: plus and minus, two fingers, or the wheel after a
    click. Zone: point, tap, or choose. Home: the view from the front.</p>
    </div>
    """
  }

  private var last: Int { model.states.count - 1 }

  private var fields: [HTML] {
    model.fields.map { "<option value=\"\($0.key)\">\($0.title), \($0.unit)</option>" as HTML }
      + [
        "<option value=\"told\">Told from no change</option>",
        "<option value=\"none\">none</option>",
      ]
  }

  private var zones: [HTML] {
    model.zones.enumerated().sorted { $0.element.words < $1.element.words }.map {
      "<option value=\"\($0.offset)\">\($0.element.words)</option>"
    }
  }

  private var views: [HTML] {
    [
      ("Front", 0), ("Left 45°", 45), ("Left profile", 90), ("Right 45°", -45),
      ("Right profile", -90),
    ]
    .map { "<button type=\"button\" data-yaw=\"\($0.1)\">\($0.0)</button>" as HTML }
  }

  private var note: HTML {
    let largest = model.states.compactMap { $0.displacements?.step }.max() ?? 0
    let (place, way) = (500 * model.positions.step, 500 * largest)
    return """
      <p class="note">The skin of the atlas on this face, without the detail of a scan. Contours stand at the marks of \
      the scale. Places are rounded by up to \(Figure.decimal(place, 1)) µm, displacements by up to \
      \(Figure.decimal(way, 2)) µm. Between two steps the view blends; nothing was computed there.</p>
      """
  }
}
