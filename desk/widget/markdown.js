// A small kind of Markdown, built with DOM calls: paragraphs, lists, bold, links to https, tel or mailto.
// Nothing else survives: whatever looks like HTML is text.

const LINK = /^(https:\/\/|tel:|mailto:)/i;
// Within a text from right to left a telephone number keeps the order of its groups, and what stands between
// brackets in Latin letters, as the Dutch words do, that of its words.
const FROM_LEFT = /\+?\d[\d ()-]{7,}\d|\((?=[^()]*\p{Script=Latin})[^()\p{Script=Arabic}\p{Script=Hebrew}]+\)/gu;
const PARTS = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

/**
 * Return the elements of a text.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function elementsOf(text) {
  /** @type {HTMLElement[]} */
  const elements = [];
  for (const block of text.split(/\n{2,}/)) {
    let open = /** @type {HTMLElement | null} */ (null);
    for (const line of block.split("\n")) {
      const isItem = /^\s*[-*] /.test(line);
      const wanted = isItem ? "UL" : "P";
      if (open?.tagName !== wanted) {
        open = document.createElement(wanted);
        elements.push(open);
      } else if (!isItem) {
        open.append(document.createElement("br"));
      }
      if (isItem) {
        const item = document.createElement("li");
        item.append(...inline(line.replace(/^\s*[-*] /, "")));
        open.append(item);
      } else {
        open.append(...inline(line));
      }
    }
  }
  return elements;
}

/** Return a text as it is said or copied: without signs. @param {string} text */
export function plain(text) {
  return text.replace(/\*\*|\]\([^)]*\)|\[/g, "");
}

/**
 * @param {string} text
 * @returns {Node[]}
 */
function inline(text) {
  /** @type {Node[]} */
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(PARTS)) {
    nodes.push(...fromLeft(text.slice(last, match.index)));
    nodes.push(match[1] !== undefined ? bold(match[1]) : link(match[2], match[3], match[0]));
    last = match.index + match[0].length;
  }
  nodes.push(...fromLeft(text.slice(last)));
  return nodes;
}

/** Return a text with what is read from left to right set apart. @param {string} text @returns {Node[]} */
export function fromLeft(text) {
  /** @type {Node[]} */
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(FROM_LEFT)) {
    const apart = document.createElement("bdi");
    apart.dir = "ltr";
    apart.append(match[0]);
    nodes.push(document.createTextNode(text.slice(last, match.index)), apart);
    last = match.index + match[0].length;
  }
  return [...nodes, document.createTextNode(text.slice(last))];
}

/** @param {string} text */
function bold(text) {
  const element = document.createElement("strong");
  if (/^\w+-\w+-\w+$/.test(text)) element.className = "word"; // a reference is not broken at its hyphens
  element.append(...inline(text));
  return element;
}

/**
 * @param {string} label
 * @param {string} address
 * @param {string} source the text as it was written
 */
function link(label, address, source) {
  if (!LINK.test(address)) return document.createTextNode(source);
  const element = document.createElement("a");
  element.href = address;
  element.rel = "noopener noreferrer";
  if (address.startsWith("https")) element.target = "_blank";
  element.append(...fromLeft(label));
  return element;
}
