// The preview page: every text as the widget shows it, beside the Dutch, read anew every second.

import { el } from "/widget/dom.js";
import { elementsOf } from "/widget/markdown.js";

const SECONDS = 1;

/** @typedef {{part: string, dutch: string, said: string, state: string, context: string[], faults: string[]}} Entry */

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));
let latest = "";

/** @param {string} text @param {string} lang @param {string} dir */
function bubble(text, lang, dir) {
  return el("div", { class: "message bot said" }, el("div", { class: "bubble", lang, dir }, ...elementsOf(text)));
}

/** @param {Entry} entry @param {string} language @param {string} dir */
function sectionOf(entry, language, dir) {
  return el(
    "section", {},
    el("p", { class: "about" }, `${entry.state} · ${entry.part} · ${entry.context.join(" · ")}`),
    bubble(entry.dutch, "nl", "ltr"),
    entry.said ? bubble(entry.said, language, dir) : el("p", {}, "—"),
    entry.faults.length && el("p", { class: "faults", role: "alert" }, entry.faults.join(" ")),
  );
}

function show() {
  if (!latest) return;
  const told = JSON.parse(latest);
  byId("language").textContent = told.language;
  const words = byId("search").value.toLowerCase();
  const state = byId("state").value;
  const chosen = told.entries.filter((/** @type {Entry} */ entry) =>
    `${entry.dutch} ${entry.said} ${entry.context.join(" ")}`.toLowerCase().includes(words)
    && (!state || entry.state === state || (state === "faults" && entry.faults.length)));
  byId("count").textContent = told.broken || `${chosen.length} of ${told.entries.length}`;
  byId("entries").replaceChildren(...chosen.map((/** @type {Entry} */ entry) => sectionOf(entry, told.language, told.dir)));
}

async function look() {
  const text = await (await fetch("/entries.json")).text();
  if (text !== latest) {
    latest = text;
    show();
  }
}

byId("search").addEventListener("input", show);
byId("state").addEventListener("change", show);
look();
setInterval(look, SECONDS * 1000);
