// The chat: puts the page together, keeps the conversation, and shows what is said.

import { KEPT_AS, Line, Refused, begin, keep, kept } from "./api.js";
import { el, icon } from "./dom.js";
import { plain } from "./markdown.js";
import { messageElement, speaker } from "./message.js";
import { listenTogether } from "./tabs.js";
import { _, language, useLanguage } from "./texts.js";

/** @typedef {import("./api.js").Message} Message */

const LONGEST_TEXT = 1000;
const TYPING_SHOWN_MS = 25_000;
const PERSON_TYPING_SHOWN_MS = 6_000;
const TYPING_TOLD_EVERY_MS = 3_000;
const SPOKEN_MS = 1500;
const NEAR_THE_END_PX = 160;

const page = new URLSearchParams(location.search);
const embedded = page.get("embedded") === "1" && parent !== window;

/** @type {Line | null} */
let line = null;
/** @type {Map<string, {element: HTMLElement, body: object}>} */
const sending = new Map();
/** @type {Set<number>} */
const shown = new Set();
let typingTimer = 0;
/** The parent's latest message, until all of its answer is there: both start at the top of the view. */
/** @type {HTMLElement | null} */
let asked = null;
/** Whether she has just erased it all here, and so knows. */
let erased = false;

const log = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
const spoken = el("div", { class: "hidden", "aria-live": "polite" });
const typing = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"));
const notice = el("p", { class: "notice", role: "status", hidden: true });
const field = el("textarea", { rows: 1, enterkeyhint: "send", dir: "auto", id: "say" });
const label = el("label", { class: "hidden", for: "say" });
const left = el("span", { class: "small left", hidden: true });
const send = el("button", { type: "submit", class: "send" });
const title = el("h1", {}, "Wegwijs");
const subtitle = el("p", { class: "small" });
const menu = el("select", { class: "languages" });
const bigger = el("button", { type: "button", class: "tool" });
const erase = el("button", { type: "button", class: "tool" });
const close = el("button", { type: "button", class: "tool", hidden: !embedded });
const form = el("form", { class: "say" }, label, field, send, left);
/** Who has the conversation, and what can be done about it: a queue, a person, a message that was left. */
const bar = el("section", { class: "bar", role: "status", hidden: true });
/** What the desk last said of it. @type {any} */
let state = { state: "bot" };

function label_everything() {
  document.title = _("Wegwijs, hulp bij passend onderwijs");
  subtitle.textContent = state.state === "with_person" ? _("U praat met een mens") : _("Chatbot, geen mens");
  log.setAttribute("aria-label", _("Gesprek"));
  label.textContent = field.placeholder = _("Typ uw vraag");
  for (const [button, path, name] of /** @type {[HTMLElement, string, string][]} */ ([
    [send, "M4 12h14m-6-6 6 6-6 6", _("Verstuur")],
    [bigger, "M3 19 8 6l5 13M5 15h6m3 4 3.5-9 3.5 9m-6-3h5", _("Grotere letters")],
    [erase, "M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13", _("Wis dit gesprek")],
    [close, "M6 6l12 12M18 6 6 18", _("Sluit")],
  ])) {
    button.replaceChildren(icon(path));
    button.setAttribute("aria-label", name);
    button.title = name;
  }
  menu.setAttribute("aria-label", _("Taal"));
  typing.setAttribute("aria-label", state.state === "with_person"
    ? _("De medewerker is aan het schrijven") : _("Wegwijs is aan het schrijven"));
  bar.setAttribute("aria-label", _("Hulp van een mens"));
  menu.value = language();
}

// --- saying -------------------------------------------------------------------------------------

/** @param {string} text what is shown @param {object} what text or value */
function say(text, what) {
  const body = { client_id: crypto.randomUUID(), ...what };
  const element = messageElement(
    { seq: 0, sender: "parent", text, lang: language(), dir: "ltr", at: "" }, asks);
  element.classList.add("sending");
  element.dataset.client = body.client_id;
  sending.set(body.client_id, { element, body });
  retire();
  log.append(element, typing);
  asked = element;
  scroll_down();
  deliver(body.client_id);
}

/** @param {string} clientId */
async function deliver(clientId) {
  const waiting = sending.get(clientId);
  if (!waiting) return;
  waiting.element.querySelector(".unsent")?.remove();
  // Before the POST: the answer may be here before its receipt. A person writes when she writes.
  if (!["waiting", "with_person"].includes(state.state)) show_typing(true);
  try {
    if (!line) await start();
    await line?.call("POST", "/messages", waiting.body);
    waiting.element.classList.remove("sending");
  } catch (error) {
    show_typing(false);
    if (error instanceof Refused && error.status === 404) return gone();
    const why = error instanceof Refused && error.message ? error.message : _("Niet verstuurd.");
    waiting.element.append(el(
      "p", { class: "unsent small", role: "alert" }, why, " ",
      el("button", { type: "button", class: "quiet", onclick: () => deliver(clientId) }, _("Probeer opnieuw")),
    ));
  }
}

/** @type {Record<string, string>} */
const FILE_NAMES = { ics: "wegwijs.ics", txt: "brief.txt", docx: "brief.docx", html: "gesprek-met-school.html", copy: "wegwijs.txt" };

const asks = {
  press: (/** @type {string} */ text, /** @type {string} */ value) => say(text, { value }),
  tell: (/** @type {string} */ text) => say(text, { text }),
  pick: (/** @type {string} */ day) => say(day.split("-").reverse().join("-"), { value: day }),
  feedback: (/** @type {number} */ seq, /** @type {boolean} */ helpful, /** @type {string | undefined} */ reason) =>
    line?.call("POST", "/feedback", { seq, helpful, ...(reason ? { reason } : {}) }).catch(() => {}),
  copy: async (/** @type {string} */ text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      note(_("Kopiëren mag hier niet. Houd de tekst ingedrukt om hem te kiezen."));
    }
  },
  picture: async (/** @type {string} */ url) => (await line?.file(url).catch(() => null))?.text(),
  download: async (/** @type {string} */ url, /** @type {string} */ kind) => {
    const file = await line?.file(url).catch(() => null);
    if (!file) return note(_("Ophalen is niet gelukt. Probeer het opnieuw."));
    note("");
    const address = URL.createObjectURL(file);
    el("a", { href: address, download: FILE_NAMES[kind] }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  },
};

// --- hearing ------------------------------------------------------------------------------------

/** @param {string} name @param {any} data */
function hear(name, data) {
  if (name === "message") show(data);
  else if (name === "typing") show_typing(true, data.sender === "person" ? PERSON_TYPING_SHOWN_MS : TYPING_SHOWN_MS);
  else if (name === "state") show_state(data);
  else if (name === "done") {
    // Who asks again before an answer has ended still waits for the next one.
    if (asked && asked.dataset.client !== data.client_id) return;
    show_typing(false);
    asked = null;
  }
  else if (name === "gone") gone();
  else if (name === "offline") note(_("Geen verbinding. Wij proberen het opnieuw; uw berichten blijven bewaard."));
  else if (name === "online") {
    note("");
    // What could not be sent goes out now, each with the id that it had: the same message once.
    for (const [clientId, waiting] of [...sending]) if (waiting.element.querySelector(".unsent")) deliver(clientId);
  }
}

/** @param {Message} message */
function show(message) {
  if (shown.has(message.seq)) return;
  shown.add(message.seq);
  if (message.sender === "parent") {
    const mine = sending.get(message.client_id || "");
    if (mine) {
      mine.element.dataset.seq = String(message.seq);
      mine.element.classList.remove("sending");
      sending.delete(message.client_id || "");
      return;
    }
  }
  if (message.sender === "parent") retire(); // what the bot says in more than one message keeps all its buttons
  const element = messageElement(message, asks);
  const at_the_end = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END_PX;
  log.append(element, typing);
  if (message.sender !== "parent") {
    show_typing(false); // the long poll tells no end
    speak(message);
    if (asked) log.scrollTo({ top: asked.offsetTop - 12, behavior: motion() });
    // What a person writes comes unasked and is read from its beginning; who reads back is left there.
    else if (at_the_end) log.scrollTo({ top: element.offsetTop - 12, behavior: motion() });
    if (message.custom?.locale) change_language(message.custom.locale);
  } else {
    element.dataset.client = message.client_id || "";
    asked = element;
  }
}

/** Take the buttons and fields of earlier messages away: what was chosen stands below them. */
function retire() {
  for (const old of log.querySelectorAll(".buttons, article > .otherwise, form.date:not(.reason)")) {
    // Who goes on by keyboard stays where the answer comes; a telephone shows no keyboard for it.
    if (old.contains(document.activeElement)) log.focus({ preventScroll: true });
    old.remove();
  }
}

/** Show who has the conversation, and the buttons that hold as long as that is so. @param {any} now */
function show_state(now) {
  if (JSON.stringify(now) === JSON.stringify(state)) return;
  if (now.state === "with_person" && state.state !== "with_person") retire(); // those were about the waiting
  state = now;
  label_everything();
  bar.hidden = !now.says;
  bar.replaceChildren(
    el("p", {}, now.says || ""),
    ...(now.actions || []).map((/** @type {{title: string, value: string}} */ action) =>
      el("button", { type: "button", class: "quiet", onclick: () => say(action.title, { value: action.value }) }, action.title)),
  );
}

/** @param {boolean} on @param {number} [milliseconds] */
function show_typing(on, milliseconds = TYPING_SHOWN_MS) {
  clearTimeout(typingTimer);
  typing.hidden = !on;
  if (on) {
    log.append(typing);
    if (asked) scroll_down();
    typingTimer = setTimeout(() => show_typing(false), milliseconds);
  }
}

/** Say a message once to a screen reader, with its speaker. @param {Message} message */
function speak(message) {
  const element = el("p", { lang: message.lang }, `${speaker(message)}: ${plain(message.text)}`);
  spoken.append(element);
  setTimeout(() => element.remove(), SPOKEN_MS);
}

/** @param {string} text */
function note(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

function motion() {
  return /** @type {ScrollBehavior} */ (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
}

function scroll_down() {
  log.scrollTo({ top: log.scrollHeight, behavior: motion() });
}

// --- the conversation ---------------------------------------------------------------------------

/** Begin a conversation, unless another tab has begun one. @param {string} locale */
async function beginIn(locale) {
  /** @type {Record<string, string>} */
  const told = { locale };
  for (const key of ["swv", "school", "sector"]) {
    const value = page.get(key);
    if (value) told[key] = value;
  }
  return kept() || begin(told);
}

/** @param {ReturnType<typeof beginIn>} [begun] */
async function start(begun) {
  const conversation = await (begun || beginIn(language()));
  keep(conversation);
  open(conversation);
}

/** @param {import("./api.js").Conversation} conversation */
function open(conversation) {
  line = new Line(conversation);
  listenTogether(line, hear);
}

/** The conversation is no more: erased here, in another tab, by the bot, or when its time was over. */
function gone() {
  note(erased ? "" : _("Dit gesprek is bij ons gewist. Wat hier nog staat, ziet alleen u, tot u deze pagina sluit."));
  erased = false;
  if (kept()?.id === line?.conversation.id) keep(null); // another tab may have begun a new one
  line?.close();
  line = null;
  sending.clear();
  show_typing(false);
  show_state({ state: "bot" });
  retire();
  log.append(el(
    "div", { class: "buttons" },
    el("button", { type: "button", onclick: fresh }, _("Begin een nieuw gesprek")),
  ));
  scroll_down();
}

async function fresh() {
  note("");
  shown.clear();
  log.replaceChildren(typing);
  await first_words();
}

/** @param {ReturnType<typeof beginIn>} [begun] */
async function first_words(begun) {
  show_typing(true);
  try {
    await start(begun);
    note("");
  } catch {
    show_typing(false);
    note(_("Geen verbinding. Probeer het over een minuut opnieuw."));
    setTimeout(() => line || first_words(), 5000);
  }
}

/** @param {string} wanted */
async function change_language(wanted) {
  await useLanguage(wanted);
  label_everything();
  if (line) keep({ ...line.conversation, locale: wanted });
}

// --- the page -----------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  grow();
  say(text, { text });
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
field.addEventListener("input", () => {
  grow();
  tell_typing();
});

let told_typing = 0;

/** Tell the person that the parent is writing, never what. */
function tell_typing() {
  if (state.state !== "with_person" || Date.now() - told_typing < TYPING_TOLD_EVERY_MS) return;
  told_typing = Date.now();
  line?.call("POST", "/typing").catch(() => {});
}

function grow() {
  field.style.blockSize = "auto";
  field.style.blockSize = `${Math.min(field.scrollHeight, 140)}px`;
  const rest = LONGEST_TEXT - field.value.trim().length;
  const too_long = rest < 0 ? _("{count} tekens te veel. Is het een brief? Laat het adres en de groet weg, en stuur wat de school besluit of vraagt.", { count: -rest }) : "";
  field.setCustomValidity(too_long); // with it the browser sends nothing, and says why
  left.hidden = rest > 100;
  left.textContent = too_long || _("Nog {count} tekens", { count: rest });
  left.classList.toggle("over", rest < 0);
}

erase.addEventListener("click", () => {
  const dialog = el(
    "dialog", { "aria-labelledby": "sure" },
    el("p", { id: "sure" }, _("Wilt u dit hele gesprek wissen? Dat kan niet worden teruggedraaid.")),
    el("div", { class: "buttons" },
      el("button", { type: "button", onclick: () => { dialog.close(); erase_all(); } }, _("Ja, wis alles")),
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, _("Nee, bewaar het")),
      line && el("button", { type: "button", class: "quiet", onclick: () => asks.download(`/api/conversations/${line?.conversation.id}/copy`, "copy") },
        _("Bewaar eerst een kopie"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
});

async function erase_all() {
  try {
    await line?.call("DELETE", "");
  } catch (error) {
    if (!(error instanceof Refused && error.status === 404)) {
      return note(_("Wissen is niet gelukt. Probeer het opnieuw."));
    }
  }
  shown.clear();
  log.replaceChildren(typing, el("p", { class: "notice" }, _("Alles van dit gesprek is gewist.")));
  erased = true;
  gone();
}

// --- size of the letters, and the keys of the transcript --------------------------------------------

const SIZES = [1, 1.25, 1.5, 2];
const SIZE_KEPT_AS = "wegwijs-size";

/** @param {number} size */
function letters(size) {
  document.documentElement.style.setProperty("--size", String(size));
  document.documentElement.classList.toggle("larger", size > 1);
  try {
    localStorage.setItem(SIZE_KEPT_AS, String(size));
  } catch {
    return; // without storage the size lasts as long as the page
  }
}

function kept_size() {
  try {
    const size = Number(localStorage.getItem(SIZE_KEPT_AS));
    return SIZES.includes(size) ? size : 1;
  } catch {
    return 1;
  }
}

bigger.addEventListener("click", () => {
  const now = SIZES.indexOf(kept_size());
  letters(SIZES[(now + 1) % SIZES.length]);
});

// The transcript is one stop of the Tab key; within it the arrow keys go from message to message.
log.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
  const on = document.activeElement;
  if (step === undefined || (on !== log && !on?.matches("article"))) return;
  const messages = [...log.querySelectorAll("article")];
  if (!messages.length) return;
  event.preventDefault();
  const place = on === log ? messages.length : messages.indexOf(/** @type {HTMLElement} */ (on));
  const next = messages[Math.min(Math.max(place + step, 0), messages.length - 1)];
  next.tabIndex = -1;
  next.focus();
});

menu.addEventListener("change", async () => {
  const wanted = menu.value;
  try {
    await line?.call("PATCH", "", { locale: wanted });
  } catch (error) {
    menu.value = language();
    if (error instanceof Refused && error.status === 404) return gone();
    return note(error instanceof Refused && error.message ? error.message : _("Geen verbinding. Probeer het over een minuut opnieuw."));
  }
  await change_language(wanted);
});

addEventListener("storage", (event) => {
  if (event.key !== KEPT_AS) return;
  const locale = kept()?.locale; // chosen in another tab
  if (locale && locale !== language()) useLanguage(locale).then(label_everything);
});

function leave() {
  parent.postMessage({ wegwijs: "close" }, "*");
}
close.addEventListener("click", leave);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && embedded && !document.querySelector("dialog")) leave();
});
addEventListener("message", (event) => {
  if (event.source === parent && event.data?.wegwijs === "opened") field.focus();
});

/** Put the house style of the swv on: design tokens, its name and its logo. @param {Record<string, string>} theme */
function dress(theme) {
  for (const [name, token] of [["primary", "--wegwijs-primary"], ["on_primary", "--wegwijs-on-primary"],
    ["primary_dark", "--wegwijs-primary-dark"], ["on_primary_dark", "--wegwijs-on-primary-dark"]]) {
    if (theme[name]) document.documentElement.style.setProperty(token, theme[name]);
  }
  const header = document.querySelector("header");
  header?.classList.toggle("dressed", Boolean(theme.name || theme.logo));
  if (theme.name) title.textContent = theme.name;
  if (theme.logo) header?.prepend(el("img", { src: theme.logo, alt: "", class: "logo" }));
}

async function main() {
  if (kept_size() !== 1) letters(kept_size());
  document.body.append(
    el("header", {}, el("div", {}, title, subtitle), menu, bigger, erase, close),
    el("main", {}, bar, log, spoken, notice, form),
  );
  if (embedded) parent.postMessage({ wegwijs: "ready" }, "*");
  const before = kept();
  const wanted = before?.locale || page.get("lang") || navigator.language.slice(0, 2);
  const begun = before ? undefined : beginIn(wanted);
  begun?.catch(() => {}); // first_words tells of it
  await useLanguage(wanted);
  label_everything();
  fetch(`/api/config?swv=${encodeURIComponent(page.get("swv") || "")}`).then((answer) => answer.json()).then((config) => {
    dress(config.theme);
    for (const one of config.locales) menu.append(el("option", { value: one.code, lang: one.code }, one.name));
    menu.value = language();
  }).catch(() => { menu.hidden = true; });
  if (before) open(before);
  else await first_words(begun);
  field.focus();
}

main();
