/* Turns the headings of a table into buttons that sort its rows. */
function makeSortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const cell = row.cells[column];
    if (!("value" in cell.dataset)) return cell.textContent;
    return cell.dataset.value === "" ? -Infinity : Number(cell.dataset.value);
  };
  const sort = (column) => {
    const order = heads[column].getAttribute("aria-sort");
    // Numbers begin with the largest, words with the first; a second press turns the order.
    const isNumber = "value" in body.rows[0].cells[column].dataset;
    const rises = order === null ? !isNumber : order === "descending";
    const sign = rises ? 1 : -1;
    const rows = [...body.rows];
    rows.sort((a, b) => {
      const [x, y] = [key(a, column), key(b, column)];
      return sign * (typeof x === "number" ? x - y || 0 : x.localeCompare(y));
    });
    body.append(...rows);
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", rises ? "ascending" : "descending");
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    // On paper the words stand for the button.
    head.dataset.title = head.textContent;
    head.replaceChildren(button);
  });
}
