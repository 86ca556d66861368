// Speaking with the desk: calls, and the stream with reconnect, resume and the long poll behind it.

/**
 * @typedef {{seq: number, sender: "parent" | "bot" | "person" | "system", text: string, lang: string,
 *   dir: "ltr" | "rtl", at: string, client_id?: string, buttons?: {title: string, value: string}[],
 *   custom?: any}} Message
 * @typedef {{id: string, token: string, locale: string}} Conversation
 */

export const KEPT_AS = "wegwijs";
const SILENCE_ENDS_STREAM_MS = 40_000;
const LONGEST_PAUSE_MS = 15_000;
const STREAM_FAILURES_BEFORE_POLL = 3;

/** What the desk answered when it did not do as asked. */
export class Refused extends Error {
  /** @param {number} status @param {string} title */
  constructor(status, title) {
    super(title);
    this.status = status;
  }
}

/** @returns {Conversation | null} the conversation that this browser has kept */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) || "null");
  } catch {
    return null;
  }
}

/** @param {Conversation | null} conversation */
export function keep(conversation) {
  try {
    if (conversation) localStorage.setItem(KEPT_AS, JSON.stringify(conversation));
    else localStorage.removeItem(KEPT_AS);
  } catch {
    return; // without storage the conversation lasts as long as the page
  }
}

/**
 * Begin a conversation.
 * @param {Record<string, string>} page
 * @returns {Promise<Conversation>}
 */
export async function begin(page) {
  const { id, token, locale } = await (await call("POST", "/api/conversations", page)).json();
  return { id, token, locale };
}

/** The calls on one conversation. */
export class Line {
  /** @param {Conversation} conversation */
  constructor(conversation) {
    this.conversation = conversation;
    this.last = 0;
    this.ended = false;
    this.failures = 0;
    /** @type {AbortController | null} */
    this.reading = null;
  }

  /** @param {string} method @param {string} rest @param {object} [body] */
  call(method, rest, body) {
    return call(method, `/api/conversations/${this.conversation.id}${rest}`, body, this.conversation.token);
  }

  /** @param {string} url @returns {Promise<Blob>} */
  async file(url) {
    return (await call("GET", url, undefined, this.conversation.token)).blob();
  }

  /**
   * Read what comes until the conversation is gone, or another tab reads it.
   * @param {(name: string, data: any) => void} hear events of the stream, and `online`, `offline`, `gone`
   * @param {AbortSignal} stop
   */
  async listen(hear, stop) {
    const wake = () => this.reading?.abort();
    addEventListener("online", wake);
    stop.addEventListener("abort", wake);
    let pause = 500;
    while (!this.ended && !stop.aborted) {
      try {
        if (this.failures < STREAM_FAILURES_BEFORE_POLL) await this.#stream(hear);
        else await this.#poll(hear);
        pause = 500;
      } catch (error) {
        if (stop.aborted || this.ended) break;
        if (error instanceof Refused && error.status === 404) {
          this.ended = true;
          hear("gone", {});
          break;
        }
        this.failures += 1;
        hear("offline", {});
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
    removeEventListener("online", wake);
  }

  close() {
    this.ended = true;
    this.reading?.abort();
  }

  /** @param {(name: string, data: any) => void} hear */
  async #stream(hear) {
    this.reading = new AbortController();
    const answer = await fetch(`/api/conversations/${this.conversation.id}/events`, {
      headers: { Authorization: `Bearer ${this.conversation.token}`, "Last-Event-ID": String(this.last) },
      signal: this.reading.signal,
      cache: "no-store",
    });
    if (!answer.ok || !answer.body) throw new Refused(answer.status, "");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let heard = false;
    hear("online", {});
    for (;;) {
      const silence = setTimeout(() => this.reading?.abort(), SILENCE_ENDS_STREAM_MS);
      const { value, done } = await reader.read().finally(() => clearTimeout(silence));
      if (done) break;
      heard = true;
      this.failures = 0;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop() || "";
      for (const block of blocks) this.#hearBlock(block, hear);
    }
    if (!heard) throw new Error("an empty stream"); // a proxy in between: pause, then try the long poll
  }

  /** @param {string} block @param {(name: string, data: any) => void} hear */
  #hearBlock(block, hear) {
    let name = "message";
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
      else if (line.startsWith("id: ")) this.last = Math.max(this.last, Number(line.slice(4)));
    }
    if (data) hear(name, JSON.parse(data));
  }

  /** @param {(name: string, data: any) => void} hear */
  async #poll(hear) {
    const { messages } = await (await this.call("GET", `/messages?after=${this.last}&wait=20`)).json();
    hear("online", {});
    for (const message of messages) {
      this.last = Math.max(this.last, message.seq);
      hear("message", message);
    }
    this.failures = Math.max(this.failures - 0.1, 0); // after a while the stream gets another chance
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {string} [token]
 */
async function call(method, path, body, token) {
  /** @type {Record<string, string>} */
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, problem.title || "");
  }
  return answer;
}
