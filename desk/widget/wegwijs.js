// The one script on a school's page: a button that opens the chat in a frame from the desk's origin.
// The shadow root is closed and the chat in its own frame: no script of the page can read along.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const desk = new URL(script.src).origin;
  const told = script.dataset;
  const locale = told.lang || document.documentElement.lang.slice(0, 2) || "nl";
  /** @type {Record<string, string>} */
  let texts = {};
  const _ = (/** @type {string} */ text) => texts[text] || text;

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
    iframe {
      position: fixed; z-index: 2147483001; inset-block-end: 20px; inset-inline-end: 20px;
      width: min(420px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 40px));
      border: 0; border-radius: 16px; background: #fff; box-shadow: 0 10px 40px rgb(0 0 0 / .32);
    }
    @media (max-width: 560px), (max-height: 480px) {
      iframe { inset: 0; width: 100vw; height: 100dvh; border-radius: 0 }
    }
    [hidden] { display: none !important }
  `;

  const host = document.createElement("div");
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

  function open() {
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
    if (frame) frame.hidden = true;
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  button.addEventListener("click", open);
  addEventListener("message", (event) => {
    if (frame && event.source === frame.contentWindow && event.data?.wegwijs === "close") close();
  });

  label();
  root.append(button);
  const place = () => document.body.append(host);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
  if (locale !== "nl") {
    fetch(`${desk}/widget/texts/${locale}.json`)
      .then((answer) => answer.json())
      .then((loaded) => {
        texts = loaded.texts;
        label();
      })
      .catch(() => {});
  }
})();
