/* Keys, mouse and fingers on the view: turning, zooming, pointing. */
class FaceGestures {
  constructor(view) {
    this.view = view;
    this.pointers = new Map();
    const actions = {
      keydown: this.press, wheel: this.wheel, pointerdown: this.grasp, pointermove: this.move,
      pointerup: this.release, pointercancel: this.release,
    };
    for (const [name, action] of Object.entries(actions))
      view.canvas.addEventListener(name, (event) => action.call(this, event), { passive: false });
  }

  press(event) {
    const [turn, camera] = [Math.PI / 36, this.view.camera];
    const moves = {
      ArrowLeft: () => camera.turn(-turn, 0), ArrowRight: () => camera.turn(turn, 0),
      ArrowUp: () => camera.turn(0, turn), ArrowDown: () => camera.turn(0, -turn),
      "+": () => camera.enlarge(1.15), "=": () => camera.enlarge(1.15), "-": () => camera.enlarge(1 / 1.15),
      Home: () => camera.look(0),
    };
    if (!moves[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moves[event.key]();
    this.view.draw();
  }

  wheel(event) {
    if (document.activeElement !== this.view.canvas) return;
    event.preventDefault();
    this.view.camera.enlarge(Math.exp(-event.deltaY / 500));
    this.view.draw();
  }

  grasp(event) {
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.view.canvas.setPointerCapture(event.pointerId);
    this.view.point(event);
  }

  release(event) { this.pointers.delete(event.pointerId); }

  move(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return this.view.point(event);
    const spread = () => {
      const [a, b] = [...this.pointers.values()];
      return Math.hypot(a[0] - b[0], a[1] - b[1]);
    };
    const before = this.pointers.size === 2 ? spread() : 0;
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (before > 0) this.view.camera.enlarge(spread() / before);
    else this.view.camera.turn((last[0] - event.clientX) / 150, (event.clientY - last[1]) / 150);
    this.view.draw();
  }
}
