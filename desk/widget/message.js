// How a message looks: its text, dates, downloads, sources, words and buttons.

import { el, icon, toolButton } from "./dom.js";
import { elementsOf, fromLeft, plain } from "./markdown.js";
import { explainInPlace } from "./terms.js";
import { readButton } from "./voice.js";
import { _, dateInFigures, dateInWords, language, languageName } from "./texts.js";

/** @typedef {import("./api.js").Message} Message */

/**
 * What a message can ask of the chat.
 * @typedef {{press: (title: string, value: string) => void, pick: (day: string) => void, tell: (text: string) => void,
 *   download: (url: string, kind: string) => void, picture: (url: string) => Promise<string | undefined>,
 *   feedback: (seq: number, helpful: boolean, reason?: string) => void, copy: (text: string) => Promise<void>}} Asks
 */

/** @param {Message} message */
export function speaker(message) {
  if (message.sender === "parent") return _("U");
  if (message.sender === "person") return message.custom?.name || _("Medewerker");
  return _("Wegwijs");
}

/**
 * @param {Message} message
 * @param {Asks} asks
 */
export function messageElement(message, asks) {
  const custom = message.custom || {};
  // What people type may be in any language; what the desk says may begin with a Dutch name and is still Arabic.
  const typed = message.sender === "parent" || message.sender === "person";
  const bubble = el("div", { class: "bubble", lang: message.lang, dir: typed ? "auto" : message.dir });
  if (message.sender === "parent") bubble.append(...fromLeft(message.text));
  else bubble.append(...elementsOf(message.text));
  const untold = explainInPlace(bubble, custom.terms || []);
  const element = el(
    "article", { class: `message ${message.sender}`, "data-seq": message.seq },
    el("h2", { class: message.sender === "person" ? "small" : "hidden", dir: "auto" }, speaker(message)),
    bubble,
  );
  if (message.sender === "person" && message.lang !== language()) {
    bubble.append(el("p", { class: "small" }, _("Geschreven in een andere taal: {taal}", { taal: languageName(message.lang) })));
  }
  if (custom.deadlines) bubble.append(deadlineList(custom.deadlines));
  /** @type {{kind: string, url: string, title: string, height: number}[]} */
  const offers = custom.downloads || [];
  for (const offer of offers.filter((one) => one.kind === "svg")) bubble.append(picture(offer, asks));
  const files = offers.filter((one) => one.kind !== "svg");
  if (files.length) bubble.append(downloadList(files, asks));
  if (custom.sources) bubble.append(sourceList(custom.sources));
  if (untold.length) bubble.append(termList(untold));
  if (message.sender === "bot" || message.sender === "person") bubble.append(tools(message, asks));
  if (custom.otherwise?.ask) element.append(otherwise(custom.otherwise.buttons, asks));
  if (custom.input === "date") element.append(dateField(asks));
  if (custom.input === "postcode") element.append(placeField(asks));
  if (custom.input === "phone_or_mail") element.append(contactField(asks));
  if (message.buttons?.length) element.append(buttonList(message.buttons, asks));
  return element;
}

/** @param {any[]} deadlines */
function deadlineList(deadlines) {
  return el("ol", { class: "deadlines" }, ...deadlines.map((deadline) => {
    const day = deadline.safe_date || deadline.date;
    return el(
      "li", { class: `who-${deadline.who}` },
      el("time", { datetime: day }, dateInWords(day)),
      el("p", {}, deadline.what),
      deadline.safe_date && deadline.date !== deadline.safe_date
        && el("p", { class: "small" }, _("Dit is de veilige dag. De wet noemt als uiterste dag {day}.", { day: dateInWords(deadline.date) })),
      deadline.later_date && el("p", { class: "small" }, _("Misschien schuift deze dag op tot {day}; reken daar niet op.", { day: dateInWords(deadline.later_date) })),
      deadline.certainty !== "certain" && el("p", { class: "small" }, _("Deze datum is niet helemaal zeker.")),
      el("p", { class: "small basis" }, deadline.basis),
    );
  }));
}

/** @param {{kind: string, url: string, title: string}[]} downloads @param {Asks} asks */
function downloadList(downloads, asks) {
  return el("div", { class: "downloads" }, ...downloads.map((offer) =>
    el("button", { type: "button", class: "quiet", onclick: () => asks.download(offer.url, offer.kind) },
      icon("M12 4v11m-5-5 5 5 5-5M5 20h14"), offer.title)));
}

/**
 * The time line. Its place is kept free, so that nothing moves when it comes. The list of dates above says the same in words.
 * @param {{url: string, title: string, height: number}} offer @param {Asks} asks
 */
function picture(offer, asks) {
  const image = el("img", { alt: offer.title, width: 320, height: offer.height });
  asks.picture(offer.url).then((svg) => {
    if (svg) image.setAttribute("src", `data:image/svg+xml,${encodeURIComponent(svg)}`);
    else image.remove();
  });
  return el("figure", { class: "timeline" }, image);
}

/** @param {{title: string, url: string, checked_on: string | null}[]} sources */
function sourceList(sources) {
  return el(
    "details", { class: "sources" },
    el("summary", {}, _("Waar dit staat ({count})", { count: sources.length })),
    el("ul", {}, ...sources.map((source) => el(
      "li", {},
      el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", lang: "nl", dir: "auto" }, source.title),
      el("span", { class: "small" }, source.checked_on
        ? _("nagekeken op {day}", { day: dateInFigures(source.checked_on) })
        : _("nog niet nagekeken")),
    ))),
  );
}

/** @param {{nl: string, explanation: string}[]} terms */
function termList(terms) {
  return el(
    "details", { class: "terms" },
    el("summary", {}, _("Woorden in dit antwoord")),
    el("dl", {}, ...terms.flatMap((term) => [
      el("dt", { lang: "nl" }, el("bdi", {}, term.nl)),
      el("dd", {}, term.explanation),
    ])),
  );
}

/** What can be done with an answer: say whether it helped, have it read aloud, copy it. @param {Message} message @param {Asks} asks */
function tools(message, asks) {
  const row = el("div", { class: "tools" });
  if (message.sender === "bot" && message.custom?.topic && message.custom?.sources) row.append(thumbs(message, asks));
  /** @type {{title: string, value: string} | undefined} */
  const simpler = message.custom?.simpler;
  if (simpler) row.append(el("button", { type: "button", class: "quiet simpler", onclick: () => asks.press(simpler.title, simpler.value) }, simpler.title));
  row.append(readButton(message.text, message.lang));
  if (message.custom?.sources) row.append(copyButton(message.text, asks));
  return row;
}

/** @param {string} text @param {Asks} asks */
function copyButton(text, asks) {
  const button = toolButton("M9 9h10v11H9zM15 9V4H5v11h4", _("Kopieer dit antwoord"));
  button.addEventListener("click", async () => {
    await asks.copy(plain(text));
    button.title = _("Gekopieerd");
    button.setAttribute("aria-label", button.title);
    button.classList.add("done");
  });
  return button;
}

/** @param {Message} message @param {Asks} asks */
function thumbs({ seq, custom }, asks) {
  const unasked = custom?.otherwise && !custom.otherwise.ask ? otherwise(custom.otherwise.buttons, asks) : "";
  const group = el("div", { class: "thumbs" }, el("span", { class: "small" }, _("Hielp dit u?")));
  const thanks = () => group.replaceChildren(el("span", { class: "small", role: "status" }, _("Dank u, dat weten wij dan.")));
  for (const helpful of [true, false]) {
    group.append(el("button", {
      type: "button", class: "quiet",
      onclick: () => {
        asks.feedback(seq, helpful);
        if (helpful) thanks();
        else group.replaceChildren(unasked, reasonForm(seq, asks, thanks));
      },
    }, helpful ? _("Ja") : _("Nee")));
  }
  return group;
}

/** Ask why it did not help; it may be left out. @param {number} seq @param {Asks} asks @param {() => void} thanks */
function reasonForm(seq, asks, thanks) {
  const field = el("input", { type: "text", maxlength: 300, dir: "auto", enterkeyhint: "send" });
  return el(
    "form", {
      class: "date reason",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (field.value.trim()) asks.feedback(seq, false, field.value.trim());
        thanks();
      },
    },
    el("label", {}, el("span", {}, _("Wat had u nodig? Het mag leeg blijven.")), field),
    el("button", { type: "submit" }, _("Verstuur")),
  );
}

/** @param {Asks} asks */
function dateField(asks) {
  const field = el("input", { type: "date", required: true, min: "1990-01-01", max: "2099-12-31" });
  return el(
    "form", {
      class: "date",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (field.value) asks.pick(field.value);
      },
    },
    el("label", {}, el("span", {}, _("Kies de dag")), field),
    el("button", { type: "submit" }, _("Deze dag")),
  );
}

/** @param {Asks} asks */
function placeField(asks) {
  const field = el("input", { type: "text", required: true, maxlength: 60, autocomplete: "postal-code", enterkeyhint: "search" });
  return textField(field, _("Postcode, plaats of school"), _("Zoek op"), asks);
}

/** A number or an address: one field with the keyboard of mail, which has figures too. @param {Asks} asks */
function contactField(asks) {
  const field = el("input", { type: "text", required: true, maxlength: 254, inputmode: "email", autocomplete: "tel", dir: "ltr", enterkeyhint: "send" });
  return textField(field, _("Telefoonnummer of e-mailadres"), _("Verstuur"), asks);
}

/** @param {HTMLInputElement} field @param {string} label @param {string} submit @param {Asks} asks */
function textField(field, label, submit, asks) {
  return el(
    "form", {
      class: "date",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (field.value.trim()) asks.tell(field.value.trim());
      },
    },
    el("label", {}, el("span", {}, label), field),
    el("button", { type: "submit" }, submit),
  );
}

/**
 * What she may have meant instead of what was answered.
 * @param {{title: string, value: string}[]} buttons @param {Asks} asks
 */
function otherwise(buttons, asks) {
  const question = _("Ging uw vraag over iets anders?");
  return el(
    "div", { class: "otherwise", role: "group", "aria-label": question },
    el("span", { class: "small" }, question),
    ...buttons.map((button) => el("button", { type: "button", class: "quiet", dir: "auto", onclick: () => asks.press(button.title, button.value) }, button.title)),
  );
}

/** @param {{title: string, value: string}[]} buttons @param {Asks} asks */
function buttonList(buttons, asks) {
  return el("div", { class: "buttons", role: "group", "aria-label": _("Kies een antwoord") }, ...buttons.map((button) =>
    el("button", { type: "button", dir: "auto", onclick: () => asks.press(button.title, button.value) }, button.title)));
}
