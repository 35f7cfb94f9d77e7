import { element } from "./page-elements.js";

/** @typedef {import("./page-data.ts").PageData} PageData */
/** @typedef {import("./page-data.ts").Row} Row */
/** @typedef {import("./page-data.ts").Detail} Detail */

const COLUMNS = 5;

/**
 * The line of a finding, its details shut. The button opens them.
 *
 * @param {Row} row
 * @param {number} number
 * @param {PageData} data
 */
export function rowLine(row, number, data) {
  const button = element(
    "button",
    { type: "button", class: "opens", "aria-expanded": "false", "data-row": String(number) },
    row.id,
  );
  const line = element(
    "tr",
    { class: "finding" },
    element("td", {}, element("span", { class: `severity is-${row.severity}` }, row.word)),
    element("td", {}, button, " ", element("span", { class: "title" }, row.title)),
    element("td", {}, row.about, ...fixOf(row)),
    element("td", {}, row.place, " ", element("span", { class: "owner" }, row.ownerWord)),
    element("td", {}, element("span", { class: `action is-${row.action}` }, row.actionWord)),
  );
  button.addEventListener("click", () => toggle(line, button, row, number, data));
  return line;
}

/** @param {Row} row */
function fixOf({ fix }) {
  return fix === undefined ? [] : [" ", element("span", { class: "fix" }, `→ ${fix}`)];
}

/**
 * @param {HTMLElement} line
 * @param {HTMLElement} button
 * @param {Row} row
 * @param {number} number
 * @param {PageData} data
 */
function toggle(line, button, row, number, data) {
  const id = `details-${number}`;
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  if (isOpen) {
    button.removeAttribute("aria-controls");
    document.getElementById(id)?.remove();
    return;
  }
  const list = element("dl", { class: "facts" });
  for (const index of row.details) {
    const detail = data.details[index];
    if (detail !== undefined) list.append(detailPart(detail));
  }
  const cell = element("td", { colspan: String(COLUMNS) }, list);
  button.setAttribute("aria-controls", id);
  line.after(element("tr", { class: "details", id }, cell));
}

/** @param {Detail} detail */
function detailPart({ label, texts, form }) {
  const values = texts.map((text) => element("dd", {}, shownAs(text, form)));
  return element("div", {}, element("dt", {}, label), ...values);
}

/**
 * @param {string} text
 * @param {Detail["form"]} form
 */
function shownAs(text, form) {
  if (form === "text") return text;
  if (form === "code") return element("code", {}, text);
  // Checked when the page was made, and once more here: only what opens a page, and tells it nothing.
  if (!/^https?:\/\//.test(text)) return text;
  return element("a", { href: text, rel: "noopener noreferrer nofollow", target: "_blank" }, text);
}
