import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { authOptions } from '../next-auth.ts';

/**
 * next-auth with the product's options on a port of its own, through its handler for plain Node
 * requests: the one for route handlers works inside a running Next only.
 */
export async function authServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (!url.pathname.startsWith('/api/auth/')) return response.end(`the page ${request.url}`);
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const shape: Pick<NextApiRequest, 'query' | 'cookies' | 'body'> = {
        query: queryOf(url),
        cookies: cookiesIn(request.headers.cookie ?? ''),
        body: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      };
      const given = Object.assign(request, shape);
      const options = await authOptions({ usesIssuer: url.pathname.endsWith('/oidc'), userAgent: request.headers['user-agent'] ?? null });
      await (NextAuth(options) as (request: NextApiRequest, response: NextApiResponse) => Promise<unknown>)(
        given as unknown as NextApiRequest,
        apiResponse(response),
      );
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function queryOf(url: URL): Partial<Record<string, string | string[]>> {
  return { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) };
}

function cookiesIn(header: string): Partial<Record<string, string>> {
  const pairs = header.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
}

function apiResponse(response: ServerResponse): NextApiResponse {
  const shaped = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json: (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    send: (body: unknown) => response.end(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  return shaped as unknown as NextApiResponse;
}
