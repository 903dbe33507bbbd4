/* The view that turns, with its controls. */
class FaceView {
  constructor(model) {
    this.model = model;
    this.element = (id) => document.getElementById(id);
    this.canvas = this.element("canvas");
    this.camera = new FaceCamera(model.centre, model.height);
    this.painter = new FacePainter(this.canvas, model.corners);
    this.gestures = new FaceGestures(this);
    this.listen();
    this.update();
  }

  get time() { return Number(this.element("morph").value); }
  get field() { return this.model.fields.find((field) => field.key === this.element("field").value); }
  get zone() { return this.element("zone").value === "" ? null : Number(this.element("zone").value); }

  listen() {
    const redo = { morph: "input", field: "change", "dead-band": "change" };
    for (const [id, event] of Object.entries(redo)) this.element(id).addEventListener(event, () => this.update());
    this.element("zone").addEventListener("change", () => this.showZone());
    this.element("play").addEventListener("click", () => this.play());
    for (const button of document.querySelectorAll("[data-yaw]"))
      button.addEventListener("click", () => { this.camera.look(Number(button.dataset.yaw)); this.draw(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /* Everything that depends on step and field. */
  update() {
    const { model, painter, field, time } = this;
    const moves = model.displacements(time);
    this.places = model.places.map((x, i) => x + moves[i]);
    painter.setVertices("position", this.places, 3);
    painter.setVertices("normal", model.normalsOf(this.places), 3);
    painter.setVertices("value", model.values(field?.key, moves), 1);
    const grey = model.zones.map((_, zone) => Number(this.isGrey(zone)));
    painter.setTriangles("grey", Array.from(model.zoneOf, (zone) => grey[zone]));
    painter.setColors(field ? FaceModel.bytes(field.colors)
      : Uint8Array.from({ length: 768 }, (_, i) => FaceView.toldColor[i % 3]));
    this.label(time);
    this.showScale();
    this.showZone();
  }

  static toldColor = [47, 127, 147];

  get showsTold() { return this.element("field").value === "told"; }

  /* The error bars are those of zones: a zone that is not told from no change has no colour at all. */
  isGrey(zone) {
    return (this.showsTold || this.element("dead-band").checked) && this.model.isTold(zone, this.time) !== true;
  }

  label(time) {
    const { first, second, part } = this.model.between(time);
    const [from, to] = [this.model.states[first].label, this.model.states[second].label];
    const text = part === 0 ? from : part === 1 ? to : `${Math.round(100 * part)} % of the way from ${from} to ${to}`;
    this.element("state").textContent = text;
    this.element("morph").setAttribute("aria-valuetext", text);
  }

  /* The bar of colours with its marks. */
  showScale() {
    const { field } = this;
    const [title, bar, ticks] = ["scale-title", "scale-bar", "ticks"].map(this.element);
    bar.hidden = !field;
    title.textContent = this.showsTold ? "Blue: told from no change. Grey: not, or without error bar."
      : field ? [
        `${field.title}, ${field.unit}`, this.element("dead-band").checked && "grey: zones not told from no change",
        field.isClipped && "a few numbers lie beyond the ends",
      ].filter(Boolean).join("; ") : "";
    ticks.replaceChildren(...(field?.ticks ?? []).map(({ value, label }) => {
      const tick = document.createElement("span");
      tick.textContent = label;
      tick.style.left = `${100 * (value - field.low) / (field.high - field.low)}%`;
      return tick;
    }));
    if (!field) return;
    bar.setAttribute("aria-label", `Colours from ${field.low} to ${field.high} ${field.unit}`);
    const colors = FaceModel.bytes(field.colors);
    const context = bar.getContext("2d");
    for (let x = 0; x < bar.width; x++) {
      const n = 3 * Math.floor(256 * x / bar.width);
      context.fillStyle = `rgb(${colors[n]} ${colors[n + 1]} ${colors[n + 2]})`;
      context.fillRect(x, 0, 1, 1);
    }
  }

  /* Outlines the chosen zone and tells its numbers. */
  showZone() {
    const { zone, model, time } = this;
    this.painter.setOutline(zone === null ? [] : model.outline(zone), this.places);
    this.element("report").textContent = zone === null ? "Point at a zone to read its numbers." : this.report(zone, time);
    this.draw();
  }

  report(zone, time) {
    const number = (x) => (Math.abs(x) < 0.005 ? "0.00" : x.toFixed(2).replace("-", "−"));
    const figure = (key) => {
      const [value, bar] = model.figure(zone, key, time);
      return value === null ? "not known" : `${number(value)}${bar === null ? "" : ` ± ${number(bar)}`} mm`;
    };
    const { model } = this;
    const told = { true: "told from no change", false: "not told from no change", null: "without error bar" };
    return `${model.zones[zone].words}: moves ${figure("length")}, outwards ${figure("normal")}, `
      + `lift ${figure("lift")} (means); ${told[model.isTold(zone, time)]}.`;
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const [ratio, style] = [devicePixelRatio || 1, getComputedStyle(this.canvas)];
      this.canvas.width = Math.max(1, Math.round(this.canvas.clientWidth * ratio));
      this.canvas.height = Math.max(1, Math.round(this.canvas.clientHeight * ratio));
      const color = (text) => text.match(/[\d.]+/g).slice(0, 3).map((x) => Number(x) / 255);
      const { field } = this;
      this.painter.draw(this.camera, {
        background: color(style.backgroundColor), ink: [0.07, 0.07, 0.07],
        range: field ? [field.low, field.high] : [0, 1], contour: field?.contour ?? 0,
        hasField: Boolean(field) || this.showsTold,
      });
    });
  }

  /* Goes through all steps once, or shows the last where motion is not wanted. */
  play() {
    const morph = this.element("morph");
    const end = Number(morph.max);
    const show = (time) => { morph.value = time; this.update(); };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(end);
    const start = performance.now();
    const go = (now) => {
      const time = Math.min((now - start) / 1500, end);
      show(time);
      if (time < end) requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  }

  /* Chooses the zone under the pointer. */
  point(event) {
    const frame = this.canvas.getBoundingClientRect();
    const [x, y] = [2 * (event.clientX - frame.left) / frame.width - 1, 1 - 2 * (event.clientY - frame.top) / frame.height];
    const zone = this.model.zoneAlong(this.camera.ray(x, y, frame.width / frame.height), this.places);
    const value = zone === null ? "" : String(zone);
    if (value === this.element("zone").value) return;
    this.element("zone").value = value;
    this.showZone();
  }
}
