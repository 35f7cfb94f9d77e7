/**
 * A part of the page by its `data-part`.
 *
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no part ${name}.`);
  return found;
}

/**
 * An element with attributes and children. Text stays text: nothing here reads markup.
 *
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * `20,000`.
 *
 * @param {number} number
 */
export function groupedNumber(number) {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
