/* A camera that goes round the face at the distance of a portrait. */
class FaceCamera {
  constructor(centre, height) {
    Object.assign(this, { centre, height, distance: 1200 });
    this.look(0);
  }

  /* From the side of `yaw` degrees, positive towards the subject's left. */
  look(yaw) { Object.assign(this, { yaw: yaw * Math.PI / 180, pitch: 0, zoom: 1 }); }

  turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.min(Math.max(this.pitch + pitch, -1.4), 1.4);
  }

  enlarge(factor) { this.zoom = Math.min(Math.max(this.zoom * factor, 0.5), 8); }

  /* Unit vectors: to the right and up in the picture, and towards the camera. */
  get axes() {
    const [sy, cy, sp, cp] =
      [Math.sin(this.yaw), Math.cos(this.yaw), Math.sin(this.pitch), Math.cos(this.pitch)];
    return { right: [cy, 0, -sy], up: [-sy * sp, cp, -cy * sp], back: [sy * cp, sp, cy * cp] };
  }

  /* Tangent of half the angle of view: upright, and across where the canvas is narrow. */
  slope(aspect) { return 0.55 * this.height / this.distance / this.zoom / Math.min(1, aspect / 0.8); }

  get eye() {
    const { back } = this.axes;
    return this.centre.map((c, k) => c + this.distance * back[k]);
  }

  /* Places of the head to clip space, column after column. */
  matrix(aspect) {
    const { right, up, back } = this.axes;
    const [near, far] = [this.distance - 2 * this.height, this.distance + 2 * this.height];
    const f = 1 / this.slope(aspect);
    const [a, b] = [(far + near) / (near - far), 2 * far * near / (near - far)];
    const [x, y, z] = [right, up, back].map((axis) => -dot(axis, this.eye));
    const column = (k) => [f / aspect * right[k], f * up[k], a * back[k], -back[k]];
    return [...column(0), ...column(1), ...column(2), f / aspect * x, f * y, a * z + b, -z];
  }

  /* The ray through a place of the canvas, both coordinates from −1 to 1, up positive. */
  ray(x, y, aspect) {
    const { right, up, back } = this.axes;
    const slope = this.slope(aspect);
    const along = back.map((b, k) => x * slope * aspect * right[k] + y * slope * up[k] - b);
    return { from: this.eye, along };
  }
}
