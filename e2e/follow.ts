import { setTimeout as sleep } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';

export type Followed = { ids: number[]; last: string | null; reconnects: number };

/** Follows the events of a diagnosis as a browser does: what breaks is resumed by `Last-Event-ID`, until it has ended. */
export async function follow(urls: () => string, path: string, token: string, signal: AbortSignal): Promise<Followed> {
  const followed: Followed = { ids: [], last: null, reconnects: -1 };
  while (!signal.aborted && followed.last !== 'done' && followed.last !== 'failed') {
    followed.reconnects += 1;
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'last-event-id': String(followed.ids.at(-1) ?? 0) };
    try {
      const answer = await fetch(urls() + path, { headers, signal });
      if (answer.ok && answer.body) await read(answer.body, followed);
    } catch {
      // A cut connection is what this is for.
    }
    await sleep(200, undefined, { signal }).catch(() => undefined);
  }
  return followed;
}

async function read(body: ReadableStream<Uint8Array>, followed: Followed): Promise<void> {
  const decoded = body.pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>);
  for await (const event of decoded.pipeThrough(new EventSourceParserStream())) {
    if (event.id !== undefined) followed.ids.push(Number(event.id));
    followed.last = event.event ?? null;
    if (followed.last === 'done' || followed.last === 'failed') return;
  }
}
