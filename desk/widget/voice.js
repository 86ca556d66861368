// Reading aloud with the voices that the browser has itself; where it has none for a language there is no button.

import { toolButton } from "./dom.js";
import { plain } from "./markdown.js";
import { _ } from "./texts.js";

/** @type {Map<HTMLElement, string>} the buttons, with the language that each needs a voice for */
const buttons = new Map();
/** @type {HTMLElement | null} */
let speaking = null;

/** @param {string} lang */
function voiceFor(lang) {
  return self.speechSynthesis?.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));
}

/** @param {string} text @param {string} lang */
export function readButton(text, lang) {
  const button = toolButton("M4 9v6h4l5 4V5L8 9zM16 9a4 4 0 0 1 0 6m2.5-9a8 8 0 0 1 0 12", _("Lees voor"));
  button.hidden = !voiceFor(lang);
  buttons.set(button, lang);
  button.addEventListener("click", () => {
    const stop = speaking === button;
    speechSynthesis.cancel();
    mark(null);
    if (stop) return;
    const words = new SpeechSynthesisUtterance(plain(text));
    words.voice = voiceFor(lang) || null;
    words.lang = lang;
    words.onend = () => mark(null);
    speechSynthesis.speak(words);
    mark(button);
  });
  return button;
}

/** @param {HTMLElement | null} button */
function mark(button) {
  speaking?.setAttribute("aria-label", _("Lees voor"));
  speaking?.classList.remove("done");
  speaking = button;
  button?.setAttribute("aria-label", _("Stop met voorlezen"));
  button?.classList.add("done");
}

self.speechSynthesis?.addEventListener("voiceschanged", () => {
  for (const [button, lang] of buttons) button.hidden = !voiceFor(lang);
});
