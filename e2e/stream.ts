import { EventSourceParserStream } from 'eventsource-parser/stream';

export type Received = { id: string | undefined; event: string | undefined; data: string };

/** Reads a server-sent stream to its end. */
export async function readStream(url: string, headers: Record<string, string>, body?: unknown): Promise<Received[]> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'text/event-stream', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  const received: Received[] = [];
  const events = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const event of events) received.push({ id: event.id, event: event.event, data: event.data });
  return received;
}
