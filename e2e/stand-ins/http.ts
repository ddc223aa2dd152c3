import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = { path: string; headers: IncomingMessage['headers']; body: string };
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export type StandIn = {
  url: string;
  /** `host:port`, as an allow-list takes it. */
  host: string;
  calls: Call[];
  /** What it answers next instead of its own answer, one call each; `hang` never answers. */
  faults: (Answer | 'hang')[];
  close(): Promise<void>;
};

/** A server that stands in for an outside service: `answer` is its documented behaviour, `faults` what goes wrong. */
export async function standIn(answer: (call: Call) => Answer): Promise<StandIn> {
  const calls: Call[] = [];
  const faults: StandIn['faults'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body };
      const fault = faults.shift();
      if (fault === 'hang') return;
      const given = fault ?? answer(call);
      calls.push(call);
      const text = given.body === undefined ? '' : typeof given.body === 'string' ? given.body : JSON.stringify(given.body);
      const type = typeof given.body === 'string' ? 'text/plain' : 'application/json';
      response.writeHead(given.status, { 'content-type': type, ...given.headers }).end(text);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    calls,
    faults,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
