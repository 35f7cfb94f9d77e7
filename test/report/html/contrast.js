(() => {
  /**
   * Source: WCAG 2.2, relative luminance.
   *
   * @param {readonly number[]} color
   */
  const luminance = (color) => {
    const [red = 0, green = 0, blue = 0] = color.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  /** @param {string} text */
  const numbers = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  /**
   * @param {Element | null} element
   * @returns {readonly number[]}
   */
  const ground = (element) => {
    if (element === null) return [255, 255, 255];
    const color = numbers(getComputedStyle(element).backgroundColor);
    return color[3] === 0 ? ground(element.parentElement) : color.slice(0, 3);
  };
  /** @param {Element} element */
  const ratio = (element) => {
    const [one, other] = [numbers(getComputedStyle(element).color).slice(0, 3), ground(element)].map(
      luminance,
    );
    const [light, dark] = [Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)];
    return (light + 0.05) / (dark + 0.05);
  };
  const shown = [...document.body.querySelectorAll("*")].filter(
    (element) =>
      element instanceof HTMLElement &&
      element.checkVisibility() &&
      [...element.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim() !== "",
      ),
  );
  const weak = shown
    .filter((element) => ratio(element) < 4.5)
    .map(
      (element) => `${ratio(element).toFixed(2)} ${element.className}: ${element.textContent?.slice(0, 40)}`,
    );
  return { texts: shown.length, weak };
})();
