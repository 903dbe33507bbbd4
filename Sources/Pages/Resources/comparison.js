"use strict";

/* Two pictures of one view on each other, and a slider between them. */
class Comparison {
  constructor(stage) {
    this.stage = stage;
    this.before = stage.querySelector(".before");
    this.afters = [...stage.querySelectorAll(".after")];
    if (!this.before || this.afters.length === 0) return;
    this.handle = document.createElement("div");
    this.handle.className = "handle";
    this.handle.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: "slider", "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": 100,
      "aria-label": `${stage.dataset.view}: how much of the face as captured is shown`,
    })) this.handle.setAttribute(name, value);
    stage.append(this.handle);
    stage.classList.add("sliding");
    this.handle.addEventListener("keydown", (event) => this.press(event));
    stage.addEventListener("pointerdown", (event) => this.drag(event));
    stage.addEventListener("pointermove", (event) => this.drag(event));
    this.show(this.afters[0].dataset.step);
    this.move(50);
  }

  /* Shows the picture of a step on the right. */
  show(step) {
    for (const after of this.afters) after.classList.toggle("chosen", after.dataset.step === step);
  }

  /* Moves the border between the pictures, in per cent from the left. */
  move(percent) {
    this.percent = Math.min(Math.max(percent, 0), 100);
    this.stage.style.setProperty("--border", `${this.percent}%`);
    this.handle.setAttribute("aria-valuenow", Math.round(this.percent));
    this.handle.setAttribute("aria-valuetext", `${Math.round(this.percent)} % as captured`);
  }

  press(event) {
    const moves = {
      ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10,
      Home: -100, End: 100,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    this.move(this.percent + moves[event.key]);
  }

  drag(event) {
    if (event.buttons !== 1) return;
    if (event.type === "pointerdown") {
      event.preventDefault();
      this.handle.focus();
      this.stage.setPointerCapture(event.pointerId);
    }
    const frame = this.stage.getBoundingClientRect();
    this.move(100 * (event.clientX - frame.left) / frame.width);
  }
}
