const HEARTBEAT_MS = 15_000;
/** What may wait for one reader, in bytes; a reader that is further behind is cut and may come back. */
const MAX_WAITING = 1_000_000;
/** `send` lets a producer go on below this. */
const COMFORTABLE = 64_000;

export type ServerEvent = {
  event: string;
  data: unknown;
  /** Sequence number; left out for what must not move `Last-Event-ID`. */ id?: number;
};

/** Writes one event. Wait for it while replaying history; a live producer need not, and is cut when its reader stalls. */
export type Send = (event: ServerEvent) => Promise<void>;

/** Why a stream ends when its process stops, and what its reader is told then: to come back in so many ms. */
const STOPPING = 'the process stops';
const RETRY_HINT = 'retry: 500\n\n';

const slot = globalThis as { controlPlaneStreams?: Set<AbortController> };
const open = (slot.controlPlaneStreams ??= new Set());

const ends = new WeakMap<Response, AbortController>();

/** What ends the stream that this answer is, and tells when it has ended; undefined for other answers. */
export function endOf(response: Response): AbortController | undefined {
  return ends.get(response);
}

/** Ends every open stream of this process, so that it can stop; readers reconnect to another one. */
export function endStreams(): void {
  for (const stream of open) stream.abort(STOPPING);
}

/** The wire form of one event. JSON has no raw line breaks, so one `data:` line is enough. */
export function encodeEvent({ event, data, id }: ServerEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Answers with a stream that `produce` writes. It ends when `produce` returns, and aborts
 * `produce`'s signal when the client is gone, the reader stalls or the process stops. A producer
 * that throws breaks the connection: the reader then resumes by `Last-Event-ID`.
 */
export function eventStream(
  client: AbortSignal,
  produce: (send: Send, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void = () => undefined,
): Response {
  const ended = new AbortController();
  const signal = AbortSignal.any([client, ended.signal]);
  const encoder = new TextEncoder();
  let resume = Promise.withResolvers<void>();

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        open.add(ended);
        const write = (text: string) => {
          if (signal.aborted) return;
          if ((controller.desiredSize ?? 0) <= 0) ended.abort(new Error('the reader stalled'));
          else controller.enqueue(encoder.encode(text));
        };
        const send: Send = async (event) => {
          write(encodeEvent(event));
          while (!signal.aborted && MAX_WAITING - (controller.desiredSize ?? 0) > COMFORTABLE) await resume.promise;
        };
        const heartbeat = setInterval(() => write(': heartbeat\n\n'), HEARTBEAT_MS);
        const stop = () => {
          clearInterval(heartbeat);
          open.delete(ended);
          resume.resolve();
          if (ended.signal.reason === STOPPING) controller.enqueue(encoder.encode(RETRY_HINT));
          closeQuietly(controller);
        };
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) return stop();
        write(': open\n\n');
        void produce(send, signal)
          .catch((error: unknown) => {
            if (!signal.aborted) onError(error);
            if (!signal.aborted) controller.error(error);
          })
          .finally(() => ended.abort());
      },
      pull() {
        resume.resolve();
        resume = Promise.withResolvers<void>();
      },
      cancel() {
        ended.abort();
      },
    },
    { highWaterMark: MAX_WAITING, size: (chunk) => chunk.byteLength },
  );
  const response = new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
  });
  ends.set(response, ended);
  return response;
}

/** A stream that its reader has cancelled or that has failed cannot be closed any more; that is no fault. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // Already closed.
  }
}

/** Where a reader wants to go on from: `Last-Event-ID`, or `?after=` for those who cannot set headers; 0 is the start. */
export function resumeAfter(request: Request): number {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after');
  const after = Number(given ?? 0);
  return Number.isSafeInteger(after) && after > 0 ? after : 0;
}
