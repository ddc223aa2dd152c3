import { request } from 'node:http';

export type RawAnswer = { status: number; body: string; headers: Record<string, string | string[] | undefined> };

/** Sends a path as it stands, which `fetch` would tidy up before it leaves. */
export function rawRequest(
  base: string,
  path: string,
  given: { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, path, method: given.method ?? 'GET', headers: given.headers ?? {}, timeout: 20_000 },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }),
        );
        answer.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${path} was not answered in 20 s`)));
    outgoing.on('error', reject);
    outgoing.end(given.body);
  });
}
