/* Draws the skin with WebGL2. Every triangle has vertices of its own, for zones end at edges. */
class FacePainter {
  static vertexShader = `#version 300 es
    uniform mat4 camera;
    uniform vec2 shift;
    in vec3 position, normal;
    in float value, grey;
    out vec3 direction;
    out float shown;
    flat out float hidden;
    void main() {
      direction = normal;
      shown = value;
      hidden = grey;
      gl_Position = camera * vec4(position, 1);
      gl_Position.xy += shift * gl_Position.w;
    }`;

  static skinShader = `#version 300 es
    precision highp float;
    uniform sampler2D colors;
    uniform vec3 toCamera;
    uniform vec2 range;
    uniform float contour;
    uniform bool hasField;
    in vec3 direction;
    in float shown;
    flat in float hidden;
    out vec4 color;
    vec3 linear(vec3 c) { return pow(c, vec3(2.2)); }
    void main() {
      vec3 c = vec3(0.80, 0.72, 0.67);
      if (hasField) {
        float t = clamp((shown - range.x) / (range.y - range.x), 0.0, 1.0);
        c = hidden > 0.5 ? vec3(0.71) : texture(colors, vec2(t * 255.0 / 256.0 + 0.5 / 256.0, 0.5)).rgb;
        float steps = shown / contour;
        float line = abs(fract(steps - 0.5) - 0.5) / max(fwidth(steps), 1e-6);
        if (contour > 0.0 && hidden < 0.5 && abs(shown) >= 0.5 * contour) c *= mix(0.55, 1.0, clamp(line - 0.2, 0.0, 1.0));
      }
      if (!gl_FrontFacing) c = vec3(0.5);
      // A lamp beside the camera, soft enough to leave the colours to be read.
      float light = 0.62 + 0.38 * max(dot(normalize(direction), toCamera), 0.0);
      color = vec4(pow(linear(c) * light, vec3(1.0 / 2.2)), 1);
    }`;

  static lineShader = `#version 300 es
    precision highp float;
    uniform vec3 ink;
    out vec4 color;
    void main() { color = vec4(ink, 1); }`;

  /* Throws where there is no WebGL2. */
  constructor(canvas, corners) {
    this.gl = canvas.getContext("webgl2", { antialias: true });
    if (!this.gl) throw new Error("no WebGL2");
    const gl = this.gl;
    this.corners = corners;
    this.skin = this.program(FacePainter.skinShader);
    this.line = this.program(FacePainter.lineShader);
    this.buffers = Object.fromEntries(
      ["position", "normal", "value", "grey", "outline"].map((name) => [name, gl.createBuffer()]));
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const name of ["MIN_FILTER", "MAG_FILTER"])
      gl.texParameteri(gl.TEXTURE_2D, gl[`TEXTURE_${name}`], gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.enable(gl.DEPTH_TEST);
    gl.enable(gl.POLYGON_OFFSET_FILL);
    gl.polygonOffset(1, 2);
    this.setColors(new Uint8Array(768));
    this.outline = { indices: [], places: null };
  }

  program(fragment) {
    const gl = this.gl;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, FacePainter.vertexShader], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    ["position", "normal", "value", "grey"].forEach((name, k) => gl.bindAttribLocation(program, k, name));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
    return program;
  }

  setColors(bytes) {
    const gl = this.gl;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, bytes);
  }

  /* Numbers of the vertices, spread to the corners of the triangles. */
  setVertices(name, numbers, width) {
    const spread = new Float32Array(width * this.corners.length);
    this.corners.forEach((vertex, corner) => {
      for (let k = 0; k < width; k++) spread[width * corner + k] = numbers[width * vertex + k];
    });
    this.fill(name, spread);
  }

  /* Numbers of the triangles. */
  setTriangles(name, numbers) { this.fill(name, Float32Array.from(this.corners, (_, i) => numbers[Math.floor(i / 3)])); }

  /* Lines between vertices, two for each. */
  setOutline(vertices, places) {
    const ends = new Float32Array(3 * vertices.length);
    vertices.forEach((vertex, i) => { for (let k = 0; k < 3; k++) ends[3 * i + k] = places[3 * vertex + k]; });
    this.lines = vertices.length;
    this.fill("outline", ends);
  }

  fill(name, numbers) {
    const gl = this.gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
    gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.DYNAMIC_DRAW);
  }

  attribute(place, name, width) {
    const gl = this.gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, width, gl.FLOAT, false, 0, 0);
  }

  draw(camera, { background, ink, range, contour, hasField }) {
    const gl = this.gl;
    const { width, height } = gl.canvas;
    const set = (program, name) => gl.getUniformLocation(program, name);
    gl.viewport(0, 0, width, height);
    gl.clearColor(...background, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    const matrix = camera.matrix(width / height);
    gl.useProgram(this.skin);
    gl.uniformMatrix4fv(set(this.skin, "camera"), false, matrix);
    gl.uniform2f(set(this.skin, "shift"), 0, 0);
    gl.uniform3fv(set(this.skin, "toCamera"), camera.axes.back);
    gl.uniform2fv(set(this.skin, "range"), range);
    gl.uniform1f(set(this.skin, "contour"), contour);
    gl.uniform1i(set(this.skin, "hasField"), hasField);
    [["position", 3], ["normal", 3], ["value", 1], ["grey", 1]].forEach(([name, w], k) => this.attribute(k, name, w));
    gl.drawArrays(gl.TRIANGLES, 0, this.corners.length);
    if (!this.lines) return;
    gl.useProgram(this.line);
    gl.uniformMatrix4fv(set(this.line, "camera"), false, matrix);
    gl.uniform3fv(set(this.line, "ink"), ink);
    for (let k = 1; k < 4; k++) gl.disableVertexAttribArray(k);
    this.attribute(0, "outline", 3);
    // Lines are one pixel wide: five of them make one that is seen.
    for (const [x, y] of [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]]) {
      gl.uniform2f(set(this.line, "shift"), 2 * x / width, 2 * y / height);
      gl.drawArrays(gl.LINES, 0, this.lines);
    }
  }
}
