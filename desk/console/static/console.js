// What htmx does not do: a conversation without gaps, a draft that is never lost, and a sound when somebody waits.

const TYPING_SHOWN_MS = 6000;
const TYPING_TOLD_EVERY_MS = 3000;
const csrf = document.body.dataset.csrf || "";
const background = { "X-CSRF": csrf, "X-Background": "1" };

// --- the queue: who has come, aloud and on the screen -----------------------------------------------

const NOTIFY = "wegwijs-notify";
const lists = document.getElementById("lists");
let waiting = ids();

function ids() {
  return new Set([...document.querySelectorAll("[data-waiting]")].map((row) => row.dataset.waiting));
}

lists?.addEventListener("htmx:afterSwap", () => {
  const now = ids();
  const arrived = [...now].some((id) => !waiting.has(id));
  waiting = now;
  if (!arrived) return;
  const text = lists.dataset.arrived;
  document.getElementById("arrivals").textContent = text;
  if (localStorage.getItem(NOTIFY) !== "on") return;
  ring();
  if (document.hidden && Notification.permission === "granted") {
    new Notification("Wegwijs", { body: text, tag: "wegwijs-queue" }).onclick = () => window.focus();
  }
});

function ring() {
  const audio = new AudioContext();
  [660, 880].forEach((pitch, place) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, audio.currentTime + place * 0.18);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + place * 0.18 + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + place * 0.18);
    tone.stop(audio.currentTime + place * 0.18 + 0.35);
  });
}

const notify = document.getElementById("notify");
notify?.addEventListener("click", async () => {
  const allowed = await Notification.requestPermission();
  localStorage.setItem(NOTIFY, "on"); // the sound needs no permission
  document.getElementById("notify-state").textContent = allowed === "granted" ? notify.dataset.on : notify.dataset.refused;
  ring();
});

// Whoever reads a report is still there for parents: an open stream says so.
if ("present" in document.body.dataset && !document.querySelector("[sse-connect], #talk")) {
  new EventSource("/console/events");
}

// --- a conversation ------------------------------------------------------------------------------

const talk = document.getElementById("talk");
if (talk) openTalk(talk);

function openTalk(talk) {
  const log = document.getElementById("log");
  const form = document.getElementById("say");
  const typing = document.getElementById("typing");
  const path = `/console/talks/${talk.dataset.id}`;
  let fetching = false;
  let again = false;
  let typingTimer = 0;
  // A form of hers changes the conversation too: where it leads must not be overtaken by a reload.
  let leaving = false;
  document.addEventListener("submit", (event) => { leaving = event.target.id !== "say"; });

  // On a telephone the conversation comes first; the summary is one tap away.
  if (matchMedia("(max-width: 48rem)").matches) talk.querySelector(".summary details").open = false;
  scrollDown();
  const stream = new EventSource(`/console/events?talk=${talk.dataset.id}`);
  stream.addEventListener("news", more);
  stream.addEventListener("state", more);
  stream.addEventListener("open", more); // after a cut, whatever was missed
  stream.addEventListener("gone", () => location.reload());
  stream.addEventListener("typing", () => {
    typing.textContent = typing.dataset.text;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => { typing.textContent = ""; }, TYPING_SHOWN_MS);
  });

  /** Fetch what is new; news that comes meanwhile is fetched after it. */
  async function more() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      do {
        again = false;
        const answer = await fetch(`${path}/messages?after=${last()}`, { headers: background });
        if (!answer.ok) break;
        show(await answer.text());
      } while (again);
    } catch {
      return; // the stream opens again when the line is back, and asks anew
    } finally {
      fetching = false;
    }
  }

  function last() {
    return Math.max(0, ...[...log.querySelectorAll("[data-seq]")].map((one) => Number(one.dataset.seq)));
  }

  function show(html) {
    const parts = new DOMParser().parseFromString(html, "text/html").body.children;
    for (const part of [...parts]) {
      if (part.dataset.state) { stateIs(part.dataset); continue; }
      if (log.querySelector(`[data-seq="${part.dataset.seq}"]`)) continue;
      if (part.classList.contains("parent")) typing.textContent = "";
      log.append(document.adoptNode(part));
      scrollDown();
    }
  }

  /** The page shows what could be done then: when that has changed it is loaded anew, a draft stays. */
  function stateIs(now) {
    const same = ["state", "owner", "shares"].every((key) => now[key] === talk.dataset[key]);
    if (same || leaving) return;
    if (form && form.elements.text.value.trim()) document.getElementById("changed").hidden = false;
    else location.reload();
  }

  function scrollDown() {
    log.scrollTop = log.scrollHeight;
  }

  if (form) openForm(form, path, more);
}

function openForm(form, path, more) {
  const field = form.elements.text;
  const unsent = document.getElementById("unsent");
  const kept = `wegwijs-draft-${form.dataset.id}`;
  let clientId = crypto.randomUUID();
  let told = 0;
  field.value = sessionStorage.getItem(kept) || "";
  field.focus();

  field.addEventListener("input", () => {
    sessionStorage.setItem(kept, field.value);
    if (Date.now() - told < TYPING_TOLD_EVERY_MS) return;
    told = Date.now();
    fetch(`${path}/typing`, { method: "POST", headers: background }).catch(() => {});
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    const body = new URLSearchParams({ text: field.value, lang: form.elements.lang.value, client_id: clientId });
    try {
      const answer = await fetch(`${path}/messages`, { method: "POST", headers: background, body });
      if (answer.status === 401) return signedOut();
      if (answer.status === 409) return tell(form.dataset.lost);
      if (!answer.ok) return tell(form.dataset.unsent);
    } catch {
      return tell(form.dataset.unsent);
    }
    field.value = "";
    sessionStorage.removeItem(kept);
    clientId = crypto.randomUUID(); // the same text sent again after a cut is one message until here
    unsent.hidden = true;
    more();
  });

  function tell(text) {
    unsent.textContent = text;
    unsent.hidden = false;
  }

  function signedOut() {
    tell(form.dataset.signedOut);
    const link = document.createElement("a");
    link.href = `/console/sign-in?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = form.dataset.signIn;
    unsent.append(" ", link);
  }
}
