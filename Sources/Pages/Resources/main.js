/* Begins when the page is there: what needs the script is shown, what replaces it is hidden. */
const comparisons = [...document.querySelectorAll(".stage")].map((stage) => new Comparison(stage));
const after = document.getElementById("after");
if (after) {
  after.closest(".scripted").hidden = false;
  after.addEventListener("change", () => comparisons.forEach((comparison) => comparison.show(after.value)));
}
document.querySelectorAll("table.sortable").forEach(makeSortable);

const face = document.getElementById("face-view");
if (face) {
  try {
    face.hidden = false;
    new FaceView(new FaceModel(JSON.parse(document.getElementById("face-model").textContent)));
    document.querySelector(".unscripted").hidden = true;
  } catch (error) {
    // Without WebGL2 the sentence and the tables are left.
    face.hidden = true;
  }
}
