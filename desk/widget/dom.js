/**
 * Make an element: `el("p", {class: "x", onclick: f}, "text", child)`.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Make a line icon from the path of an SVG of 24 by 24.
 * @param {string} path
 */
export function icon(path) {
  const names = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(names, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(names, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Make a small button that shows an icon. @param {string} path @param {string} name */
export function toolButton(path, name) {
  return el("button", { type: "button", class: "quiet tool-small", "aria-label": name, title: name }, icon(path));
}
