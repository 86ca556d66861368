// One stream for all tabs of a browser: the tab that came into view last reads it and passes on what it hears.

/** @typedef {(name: string, data: any) => void} Hear */

/**
 * Hear what comes, from the stream or from the tab that has it, until the conversation is gone.
 * @param {import("./api.js").Line} line @param {Hear} hear
 */
export function listenTogether(line, hear) {
  const name = `wegwijs-${line.conversation.id}`;
  const alone = new AbortController();
  if (!navigator.locks || !self.BroadcastChannel) {
    line.listen(hear, alone.signal);
    return;
  }
  const others = new BroadcastChannel(name);
  let reads = false;
  /** @type {Hear} */
  const tellAll = (event, data) => {
    hear(event, data);
    others.postMessage({ event, data });
  };
  others.onmessage = ({ data: { event, data } }) => {
    if (event === "message") line.last = Math.max(line.last, data.seq);
    if (event === "gone") line.close();
    hear(event, data);
  };

  /** @param {boolean} steal whether to take the stream from the tab that has it */
  async function take(steal) {
    const turn = new AbortController();
    try {
      await navigator.locks.request(name, { steal }, async () => {
        reads = true;
        await line.listen(tellAll, turn.signal);
      });
    } catch (error) {
      turn.abort();
      // Another tab came into view; when it is closed this one goes on where it was.
      if (reads && !line.ended) take(false);
      else if (!line.ended) line.listen(hear, alone.signal); // no locks in this browser after all
      reads = false;
    }
  }

  const comesIntoView = () => document.visibilityState === "visible" && !reads && !line.ended && take(true);
  document.addEventListener("visibilitychange", comesIntoView);
  take(document.visibilityState === "visible");
}
