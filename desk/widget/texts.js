// The texts of the interface: Dutch in the code, other languages from the catalog of the desk.

/** @type {Record<string, string>} */
let texts = {};
let locale = "nl";

/**
 * Return a text in the language of the conversation, with {names} filled in.
 * @param {string} text the Dutch text
 * @param {Record<string, string | number>} [values]
 */
export function _(text, values = {}) {
  return (texts[text] || text).replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));
}

/** Return the language of the interface. */
export const language = () => locale;

/** Return the name of a language in the language of the interface. @param {string} code */
export function languageName(code) {
  return new Intl.DisplayNames([locale], { type: "language" }).of(code) || code;
}

/**
 * Load a language and set it on the page. Without a connection the texts stay as they are.
 * @param {string} wanted
 */
export async function useLanguage(wanted) {
  try {
    const loaded = await (await fetch(`/widget/texts/${wanted}.json`)).json();
    texts = loaded.texts;
    locale = loaded.locale;
    document.documentElement.lang = loaded.locale;
    document.documentElement.dir = loaded.dir;
  } catch {
    return;
  }
}

/**
 * Return a date in words, with its weekday.
 * @param {string} day YYYY-MM-DD
 */
export function dateInWords(day) {
  return written(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/**
 * Return a date in figures.
 * @param {string} day YYYY-MM-DD
 */
export function dateInFigures(day) {
  return written(day, { day: "numeric", month: "numeric", year: "numeric" });
}

/** @param {string} day @param {Intl.DateTimeFormatOptions} form */
function written(day, form) {
  const [year, month, date] = day.split("-").map(Number);
  const region = locale === "en" ? "en-GB" : locale;
  return new Intl.DateTimeFormat(region, { ...form, timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
}
