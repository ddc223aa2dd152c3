import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ZodError } from 'zod';
import { decodeTraces, type Senders } from './otlp.ts';
import type { SpanRow } from './store.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const REQUEST_MS = 10_000;
const unzip = promisify(gunzip);

/** A refusal with the status it is answered with. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Refused(413, `The body is larger than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new Refused(415, `Content-Encoding "${encoding}" is not understood; send it plain or with gzip.`);
  try {
    return await unzip(body, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const large = error instanceof RangeError;
    throw new Refused(large ? 413 : 400, large ? `The body unpacks to more than ${MAX_BYTES} bytes.` : 'The body is not valid gzip.');
  }
}

function decode(body: Buffer, senders: Senders): SpanRow[] {
  try {
    return decodeTraces(JSON.parse(body.toString('utf8')), senders);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(400, 'The body is not JSON.');
    if (!(error instanceof ZodError)) throw error;
    const issue = error.issues[0];
    throw new Refused(400, `Not an OTLP trace export: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
}

/** Takes OTLP/HTTP traces on the loopback interface. `take` answers false when it has no room for more. */
export function createReceiver(take: (rows: SpanRow[]) => boolean, senders: Senders): Server {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/v1/traces') throw new Refused(404, 'Only /v1/traces is received here.');
    if (request.method !== 'POST') throw new Refused(405, 'Send traces with POST.');
    // Asking for this type also keeps web pages out: a browser would have to ask for leave first.
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json')
      throw new Refused(
        415,
        `Send OTLP as JSON (Content-Type: application/json), not "${type}": set OTEL_EXPORTER_OTLP_PROTOCOL=http/json.`,
      );
    if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw new Refused(413, `The body is larger than ${MAX_BYTES} bytes.`);
    const rows = decode(await readBody(request), senders);
    if (!take(rows)) throw new Refused(503, 'Too many spans are waiting to be stored; try again later.');
    answer(response, 200, { partialSuccess: {} });
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const [status, text] = error instanceof Refused ? [error.status, error.message] : [400, 'The request could not be read.'];
      answer(response, status, { code: status, message: text });
      // What is left of a refused body is not waited for.
      if (!request.complete) response.once('finish', () => request.destroy());
    });
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  server.maxConnections = 200;
  return server;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(status === 503 ? { 'retry-after': '2' } : {}),
  });
  response.end(text);
}
