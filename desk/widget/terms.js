// The Dutch words of school and law in an answer: a tap on one tells what it means, right below the sentence.

import { el } from "./dom.js";
import { _ } from "./texts.js";

/** @typedef {{nl: string, explanation: string}} Term */

/**
 * Make the first mention of each word a button that explains it. Returns the words that the text does not mention.
 * @param {HTMLElement} bubble @param {Term[]} terms
 */
export function explainInPlace(bubble, terms) {
  return terms.filter((term) => !mark(bubble, term));
}

/** @param {HTMLElement} bubble @param {Term} term */
function mark(bubble, term) {
  const written = term.nl.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const word = new RegExp(`(?<![\\p{L}\\p{N}-])${written}(?![\\p{L}\\p{N}-])`, "iu");
  const texts = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const found = word.exec(node.textContent || "");
    const block = node.parentElement?.closest("p, li");
    if (!found || !block || node.parentElement?.closest("a, button, .explained")) continue;
    const rest = /** @type {Text} */ (node).splitText(found.index);
    rest.splitText(found[0].length);
    const made = button(found[0], term, block);
    rest.replaceWith(made);
    keepTogether(made);
    return true;
  }
  return false;
}

/**
 * A line may break beside a button, and would leave a bracket or a full stop alone: hold what touches the word.
 * @param {HTMLElement} made
 */
function keepTogether(made) {
  const before = taken(made.previousSibling, /[(«“"]+$/u);
  const after = taken(made.nextSibling, /^[)»”".,،;:؛!?؟]+/u);
  if (!before && !after) return;
  const held = el("span", { class: "word" });
  made.replaceWith(held);
  held.append(before, made, after);
}

/** Take what a pattern finds out of a text. @param {Node | null} node @param {RegExp} pattern */
function taken(node, pattern) {
  if (!(node instanceof Text)) return "";
  const found = pattern.exec(node.data)?.[0] ?? "";
  node.data = node.data.replace(pattern, "");
  return found;
}

/** @param {string} shown @param {Term} term @param {Element} block */
function button(shown, term, block) {
  const told = el("span", { class: "explained", hidden: true, role: "note" });
  told.append(el("strong", { lang: "nl" }, term.nl), `: ${term.explanation}`);
  const made = el("button", {
    type: "button", class: "term", lang: "nl", "aria-expanded": "false", title: _("Wat betekent dit woord?"),
    onclick: () => {
      block.append(told);
      told.hidden = !told.hidden;
      made.setAttribute("aria-expanded", String(!told.hidden));
    },
  }, shown);
  return made;
}
