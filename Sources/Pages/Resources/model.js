/* The skin as the page carries it: places, triangles, zones, and displacements of each state, in mm. */
class FaceModel {
  constructor(packed) {
    Object.assign(this, packed);
    this.places = FaceModel.vectors(packed.positions);
    this.corners = FaceModel.words(packed.triangles, Uint16Array);
    this.zoneOf = FaceModel.bytes(packed.zoneOfTriangle);
    this.moves = packed.states.map((state) =>
      state.displacements ? FaceModel.vectors(state.displacements) : new Float32Array(this.places.length));
    this.normals = this.normalsOf(this.places);
    this.centre = packed.positions.centre;
    this.height = 2 * 32767 * packed.positions.step;
  }

  static bytes(text) { return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)); }

  static words(text, Kind) {
    const bytes = FaceModel.bytes(text);
    const view = new DataView(bytes.buffer);
    const read = Kind === Int16Array ? "getInt16" : "getUint16";
    return Kind.from({ length: bytes.length / 2 }, (_, i) => view[read](2 * i, true));
  }

  /* centre + step q */
  static vectors({ centre, step, data }) {
    return Float32Array.from(FaceModel.words(data, Int16Array), (q, i) => centre[i % 3] + step * q);
  }

  /* Two neighbouring states and how far it is from the first to the second. */
  between(time) {
    const first = Math.min(Math.floor(time), Math.max(this.states.length - 2, 0));
    return { first, second: Math.min(first + 1, this.states.length - 1), part: time - first };
  }

  displacements(time) {
    const { first, second, part } = this.between(time);
    const [from, to] = [this.moves[first], this.moves[second]];
    return from.map((u, i) => u + part * (to[i] - u));
  }

  /* Mean and error bar of a zone in a field, blended like the displacements. */
  figure(zone, key, time) {
    const { first, second, part } = this.between(time);
    const [from, to] = [first, second].map((state) => this.zones[zone].states[state][key]);
    return from.map((x, i) => (x === null || to[i] === null ? null : x + part * (to[i] - x)));
  }

  /* Whether a zone is told from no change in the nearest state: true, false, or null where nobody knows. */
  isTold(zone, time) { return this.zones[zone].states[Math.round(time)].isTold ?? null; }

  /* The number of a field at each vertex. */
  values(key, moves) {
    const n = this.normals;
    const field = {
      normal: (i) => moves[i] * n[i] + moves[i + 1] * n[i + 1] + moves[i + 2] * n[i + 2],
      lift: (i) => moves[i + 1],
      length: (i) => Math.hypot(moves[i], moves[i + 1], moves[i + 2]),
    }[key];
    return Float32Array.from({ length: moves.length / 3 }, (_, vertex) => (field ? field(3 * vertex) : 0));
  }

  /* Unit normals of the vertices, each triangle by its area. */
  normalsOf(p) {
    const normals = new Float32Array(p.length);
    for (let t = 0; t < this.corners.length; t += 3) {
      const [a, b, c] = [3 * this.corners[t], 3 * this.corners[t + 1], 3 * this.corners[t + 2]];
      const u = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
      const v = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
      const n = cross(u, v);
      for (const corner of [a, b, c]) for (let k = 0; k < 3; k++) normals[corner + k] += n[k];
    }
    for (let i = 0; i < normals.length; i += 3) {
      const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
      for (let k = 0; k < 3; k++) normals[i + k] /= length;
    }
    return normals;
  }

  /* The zone of the first triangle that a ray meets; null where it meets none (Möller & Trumbore 1997). */
  zoneAlong({ from, along }, p) {
    let [nearest, zone] = [Infinity, null];
    for (let t = 0; t < this.corners.length; t += 3) {
      const [a, b, c] = [3 * this.corners[t], 3 * this.corners[t + 1], 3 * this.corners[t + 2]];
      const u = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
      const v = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
      const h = cross(along, v);
      const volume = dot(u, h);
      if (Math.abs(volume) < 1e-12) continue;
      const s = [from[0] - p[a], from[1] - p[a + 1], from[2] - p[a + 2]];
      const x = dot(s, h) / volume;
      const q = cross(s, u);
      const y = dot(along, q) / volume;
      const distance = dot(v, q) / volume;
      if (x < 0 || y < 0 || x + y > 1 || distance <= 0 || distance >= nearest) continue;
      [nearest, zone] = [distance, this.zoneOf[t / 3]];
    }
    return zone;
  }

  /* The edges between a zone and its neighbours, two vertices each. */
  outline(zone) {
    const edges = new Map();
    for (let t = 0; t < this.corners.length; t += 3) {
      if (this.zoneOf[t / 3] !== zone) continue;
      for (let k = 0; k < 3; k++) {
        const [a, b] = [this.corners[t + k], this.corners[t + (k + 1) % 3]];
        const key = Math.min(a, b) * 65536 + Math.max(a, b);
        if (edges.has(key)) edges.delete(key); else edges.set(key, [a, b]);
      }
    }
    return [...edges.values()].flat();
  }
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) =>
  [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
