// The one script on a school's page: a button that opens the chat in a frame from the desk's origin.
// The shadow root is closed and the chat in its own frame: no script of the page can read along.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // A page that holds the script twice gets one button.
  if (document.documentElement.hasAttribute("data-wegwijs")) return;
  document.documentElement.setAttribute("data-wegwijs", "");
  /** @type {Record<string, Record<string, string>>} */
  const TEXTS = {}; // the desk fills this in when it serves the script
  const SECONDS_UNTIL_CALL_INSTEAD = 8;
  const desk = new URL(script.src).origin;
  const told = script.dataset;
  const locale = told.lang || document.documentElement.lang.slice(0, 2) || "nl";
  const _ = (/** @type {string} */ text) => (TEXTS[locale] && TEXTS[locale][text]) || text;
  /** Whom to call when the desk does not answer. @type {{name: string, phone: string} | null} */
  let steunpunt = null;

  const style = `
    :host { all: initial }
    button {
      position: fixed; z-index: 2147483000; inset-block-end: 20px; inset-inline-end: 20px;
      display: flex; gap: 10px; align-items: center; padding: 14px 20px; border: 0; border-radius: 999px;
      background: #0b5563; color: #fff; font: 600 16px/1.2 system-ui, sans-serif; cursor: pointer;
      box-shadow: 0 4px 18px rgb(0 0 0 / .28);
    }
    button:hover { background: #08404b }
    button:focus-visible { outline: 3px solid #f2b84b; outline-offset: 3px }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2 }
    iframe, section {
      position: fixed; z-index: 2147483001; inset-block-end: 20px; inset-inline-end: 20px;
      width: min(420px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 40px));
      border: 0; border-radius: 16px; background: #fff; box-shadow: 0 10px 40px rgb(0 0 0 / .32);
    }
    @media (max-width: 560px), (max-height: 480px) {
      iframe { inset: 0; width: 100vw; height: 100dvh; border-radius: 0 }
    }
    section { z-index: 2147483002; box-sizing: border-box; height: auto; padding: 20px; font: 16px/1.5 system-ui, sans-serif; color: #1c2a2e }
    section button { position: static; margin-top: 12px }
    section a { color: #0b5563 }
    [hidden] { display: none !important }
  `;

  const host = document.createElement("div");
  // A stylesheet of the page that hides or moves every element does not reach it.
  for (const [name, value] of [["display", "block"], ["position", "fixed"], ["z-index", "2147483647"], ["inset", "auto"], ["visibility", "visible"], ["opacity", "1"], ["transform", "none"]]) {
    host.style.setProperty(name, value, "important");
  }
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  /** @type {HTMLIFrameElement | null} */
  let frame = null;

  function label() {
    host.lang = locale;
    button.replaceChildren(bubble(), document.createTextNode(_("Vraag over extra hulp op school?")));
    shut.textContent = _("Sluit");
  }

  function bubble() {
    const names = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(names, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(names, "path");
    path.setAttribute("d", "M4 5h16v11H9l-5 4V5z");
    icon.append(path);
    return icon;
  }

  /** Without a desk there is still a telephone. */
  function call_instead() {
    if (frame && !ready && !frame.hidden) {
      numbers.replaceChildren();
      const lines = [_("Wegwijs is nu niet te bereiken. U kunt wel bellen:")];
      numbers.append(paragraph(lines[0]));
      if (steunpunt) numbers.append(paragraph(`${steunpunt.name}: `, steunpunt.phone));
      numbers.append(paragraph("Ouders & Onderwijs: ", "088 605 01 01"), shut);
      numbers.hidden = false;
    }
  }

  /** @param {string} text @param {string} [phone] */
  function paragraph(text, phone) {
    const line = document.createElement("p");
    line.append(text);
    if (phone) {
      const link = document.createElement("a");
      link.href = `tel:${phone.replace(/^0/, "+31").replace(/ /g, "")}`;
      link.dir = "ltr";
      link.textContent = phone;
      line.append(link);
    }
    return line;
  }

  const numbers = document.createElement("section");
  numbers.hidden = true;
  numbers.setAttribute("role", "status");
  const shut = document.createElement("button");
  shut.type = "button";
  shut.addEventListener("click", close);
  let ready = false;

  function open() {
    setTimeout(call_instead, SECONDS_UNTIL_CALL_INSTEAD * 1000);
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = _("Wegwijs, hulp bij passend onderwijs");
      frame.referrerPolicy = "origin";
      const page = new URLSearchParams({ embedded: "1", lang: locale });
      for (const key of ["swv", "school", "sector"]) if (told[key]) page.set(key, told[key] || "");
      frame.src = `${desk}/chat?${page}`;
      root.append(frame);
    }
    frame.hidden = false;
    button.hidden = true;
    button.setAttribute("aria-expanded", "true");
    frame.focus();
    frame.contentWindow?.postMessage({ wegwijs: "opened" }, desk);
  }

  function close() {
    if (frame && ready) frame.hidden = true;
    else if (frame) {
      frame.remove(); // try anew next time
      frame = null;
    }
    numbers.hidden = true;
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  button.addEventListener("click", open);
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow) return;
    if (event.data?.wegwijs === "close") close();
    if (event.data?.wegwijs === "ready") {
      ready = true;
      numbers.hidden = true;
    }
  });

  label();
  root.append(button, numbers);
  const place = () => document.body.append(host);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
  // Where a page allows no connection (docs/embed.md) the site says so, and no rule of it is broken.
  if (told.config !== "off") {
    fetch(`${desk}/api/config?swv=${encodeURIComponent(told.swv || "")}`)
      .then((answer) => answer.json())
      .then((config) => {
        steunpunt = config.steunpunt;
        if (config.theme.primary) {
          button.style.background = config.theme.primary;
          button.style.color = config.theme.on_primary;
        }
        if (!config.registered) {
          host.remove();
          console.warn(`Wegwijs: ${location.origin} is not registered at ${desk}, so the chat is not shown. Ask whoever runs Wegwijs to add this site (docs/embed.md).`);
        }
      })
      .catch(() => {});
  }
})();
