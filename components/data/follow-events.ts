import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { EventSourceMessage } from 'eventsource-parser';
import { readProblem } from './problem-error.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The server sends a heartbeat every 15 s; a silence of three means that the connection is dead. */
const SILENCE_MS = 45_000;

/** How long to wait before the n-th attempt in a row; `random` in [0, 1) keeps many pages apart. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.75 + random / 2);
}

type Handlers = {
  /** The connection stands (again); `again` is true after a gap. */
  onOpen?: (again: boolean) => void;
  /** One event; return true when it was the last that will come. */
  onEvent: (event: EventSourceMessage) => boolean | void;
  onLost?: () => void;
  /** The server refused for good (4xx): there will be no other attempt. */
  onRefused?: (error: Error) => void;
};

/** Reads a server-sent stream and reconnects with `Last-Event-ID` and growing pauses until `signal` aborts. */
export async function followEvents(url: string, signal: AbortSignal, handlers: Handlers): Promise<void> {
  let lastId: string | undefined;
  let attempt = 0;
  let opened = false;
  while (!signal.aborted) {
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'text/event-stream',
          'accept-language': document.documentElement.lang,
          ...(lastId !== undefined && { 'last-event-id': lastId }),
        },
        signal,
        cache: 'no-store',
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        handlers.onRefused?.(await readProblem(response));
        return;
      }
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
      handlers.onOpen?.(opened);
      opened = true;
      attempt = 0;
      for await (const event of messages(response.body)) {
        if (event.id !== undefined) lastId = event.id;
        if (handlers.onEvent(event) === true) return;
      }
    } catch {
      // Whatever broke the connection, the remedy is the same: wait and connect again.
    }
    if (signal.aborted) return;
    handlers.onLost?.();
    await pause(waitBefore(attempt, Math.random()), signal);
    attempt += 1;
  }
}

/** The events of a body; ends by itself when nothing, not even a heartbeat, has come for too long. */
async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<EventSourceMessage> {
  let last = Date.now();
  const watched = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        last = Date.now();
        controller.enqueue(chunk);
      },
    }),
  );
  const reader = watched
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  const watch = setInterval(() => {
    if (Date.now() - last > SILENCE_MS) void reader.cancel();
  }, 5_000);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    clearInterval(watch);
    await reader.cancel().catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
