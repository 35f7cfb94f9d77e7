import { groupedNumber, part } from "./page-elements.js";
import { matching, ordered, searchTexts } from "./page-filters.js";
import { rowLine } from "./page-rows.js";

/** Lines of a page of the table: what a browser draws at once, however many findings there are. */
const PAGE_LINES = 100;
/** On paper there are no pages to turn. */
const PRINTED_LINES = 1000;

/** @typedef {import("./page-data.ts").PageData} PageData */

start();

function start() {
  const source = document.getElementById("data");
  /** @type {PageData} */
  const data = JSON.parse(source?.textContent ?? "");
  showLayersInStrip();
  if (data.rows.length === 0) return;
  const form = part("filters");
  if (!(form instanceof HTMLFormElement)) return;
  for (const name of ["filters", "count", "frame", "pages"]) part(name).hidden = false;
  for (const button of document.querySelectorAll("[data-show-layer]")) button.removeAttribute("hidden");
  table(data, form);
}

/**
 * @param {PageData} data
 * @param {HTMLFormElement} form
 */
function table(data, form) {
  const { rows } = data;
  const texts = searchTexts(rows);
  /** @type {readonly number[]} */
  let shown = [];
  let page = 0;
  /** @type {{ readonly column: string, readonly isDescending: boolean } | undefined} */
  let order;

  /** @param {number} lines */
  const draw = (lines) => {
    const last = Math.max(0, Math.ceil(shown.length / lines) - 1);
    page = Math.min(Math.max(0, page), last);
    const numbers = shown.slice(page * lines, (page + 1) * lines);
    part("rows").replaceChildren(
      ...numbers.flatMap((number) => {
        const row = rows[number];
        return row === undefined ? [] : [rowLine(row, number, data)];
      }),
    );
    const from = page * lines;
    const range =
      shown.length === 0
        ? ""
        : ` Shown: ${groupedNumber(from + 1)} to ${groupedNumber(from + numbers.length)}.`;
    part("count").textContent =
      `${groupedNumber(shown.length)} of ${groupedNumber(rows.length)} findings match.${range}`;
    part("page").textContent = `Page ${groupedNumber(page + 1)} of ${groupedNumber(last + 1)}`;
    part("pages").hidden = last === 0;
    for (const button of part("pages").querySelectorAll("button")) {
      const isBack = button.dataset.turn === "first" || button.dataset.turn === "previous";
      button.setAttribute("aria-disabled", String(page === (isBack ? 0 : last)));
    }
  };
  const filter = () => {
    shown = ordered(matching(new FormData(form), rows, texts), rows, order);
    page = 0;
    draw(PAGE_LINES);
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  // The form has its old values until the event is over.
  form.addEventListener("reset", () => setTimeout(filter));
  part("pages").addEventListener("click", (event) => {
    const turn = event.target instanceof HTMLElement ? event.target.dataset.turn : undefined;
    if (turn === undefined) return;
    page = { first: 0, previous: page - 1, next: page + 1, last: Number.POSITIVE_INFINITY }[turn] ?? page;
    draw(PAGE_LINES);
    part("count").scrollIntoView();
  });
  for (const button of part("frame").querySelectorAll("button[data-sort]")) {
    button.addEventListener("click", () => {
      order = nextOrder(button, order);
      filter();
    });
  }
  onLayer((layer) => {
    form.reset();
    const list = form.elements.namedItem("layer");
    const box = form.elements.namedItem("text");
    if (list instanceof HTMLSelectElement) list.value = layer;
    filter();
    part("filters").scrollIntoView();
    (list instanceof HTMLElement ? list : box instanceof HTMLElement ? box : form).focus({
      preventScroll: true,
    });
  });
  keys(form);
  addEventListener("beforeprint", () => {
    page = Math.floor((page * PAGE_LINES) / PRINTED_LINES);
    draw(PRINTED_LINES);
  });
  addEventListener("afterprint", () => {
    page = 0;
    draw(PAGE_LINES);
  });
  filter();
}

/**
 * Ascending, descending, then as they came.
 *
 * @param {Element} button
 * @param {{ readonly column: string, readonly isDescending: boolean } | undefined} order
 */
function nextOrder(button, order) {
  const column = button.getAttribute("data-sort") ?? "";
  const isSame = order?.column === column;
  const next = isSame && order?.isDescending ? undefined : { column, isDescending: isSame };
  for (const head of part("frame").querySelectorAll("th[data-column]")) head.removeAttribute("aria-sort");
  const sorting = next?.isDescending ? "descending" : "ascending";
  if (next !== undefined) button.parentElement?.setAttribute("aria-sort", sorting);
  return next;
}

/**
 * `/` goes to the search, arrows from finding to finding, Escape shuts an opened one.
 *
 * @param {HTMLFormElement} form
 */
function keys(form) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.key === "/" && !isTyping) {
      const box = form.elements.namedItem("text");
      if (box instanceof HTMLElement) box.focus();
      event.preventDefault();
    }
    if (!(target instanceof HTMLElement) || !target.matches("button.opens")) return;
    if (event.key === "Escape" && target.getAttribute("aria-expanded") === "true") target.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...part("rows").querySelectorAll("button.opens")];
    const next = buttons[buttons.indexOf(target) + step];
    if (next instanceof HTMLElement) next.focus();
    event.preventDefault();
  });
}

/**
 * @param {(layer: string) => void} show
 */
function onLayer(show) {
  for (const button of document.querySelectorAll("[data-show-layer]")) {
    button.addEventListener("click", () => show(button.getAttribute("data-show-layer") ?? ""));
  }
}

/** A part of the strip is a larger target for the button that its layer has in the table. */
function showLayersInStrip() {
  for (const layer of document.querySelectorAll("svg.strip g[data-layer]")) {
    const button = document.querySelector(`[data-show-layer="${layer.getAttribute("data-layer")}"]`);
    if (!(button instanceof HTMLButtonElement)) continue;
    layer.classList.add("is-target");
    layer.addEventListener("click", () => button.click());
  }
}
