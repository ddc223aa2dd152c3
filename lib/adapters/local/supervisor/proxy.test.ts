import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../fixtures/ask.ts';
import { freePort } from './free-port.ts';
import { createProxy, type Proxy } from './proxy.ts';

const servers: Server[] = [];
const proxies: Proxy[] = [];
afterEach(() => {
  for (const proxy of proxies.splice(0)) proxy.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function backend(name: string) {
  const server = createServer((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end(name), 300);
    else if (request.url === '/die') request.socket.destroy();
    else if (request.method === 'POST') request.pipe(response);
    else response.end(name);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { id: name, port: (server.address() as AddressInfo).port, server };
}

async function open() {
  const port = await freePort();
  const problems: string[] = [];
  const proxy = createProxy(port, (error) => problems.push(error.code ?? ''));
  proxies.push(proxy);
  return { port, proxy, problems };
}
const listening = (port: number) => expect.poll(() => ask(port, '/').catch(() => null)).not.toBeNull();

describe('the stable port', () => {
  it('goes round between the instances', async () => {
    const { port, proxy } = await open();
    proxy.route([await backend('a'), await backend('b')]);
    await listening(port);
    const answers = [await ask(port, '/'), await ask(port, '/'), await ask(port, '/'), await ask(port, '/')];
    expect(answers.sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('refuses at once while there is none, and listens again afterwards', async () => {
    const { port, proxy } = await open();
    await expect(ask(port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const only = await backend('a');
    proxy.route([only]);
    await listening(port);
    proxy.route([]);
    await expect.poll(() => ask(port, '/').catch((error: NodeJS.ErrnoException) => error.code)).toBe('ECONNREFUSED');
    proxy.route([only]);
    await listening(port);
  });

  it('moves a kept-alive connection to another instance without closing it', async () => {
    const { port, proxy } = await open();
    const [a, b] = [await backend('a'), await backend('b')];
    proxy.route([a]);
    await listening(port);
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(port, '/', kept)).toBe('a');
    proxy.route([b]);
    await proxy.drain('a', 1000);
    a.server.closeAllConnections();
    a.server.close();
    expect(await ask(port, '/', kept)).toBe('b');
    expect(Object.values(kept.freeSockets).flat()).toHaveLength(1);
    kept.destroy();
  });

  it('lets an exchange end before its instance goes', async () => {
    const { port, proxy } = await open();
    const [a, b] = [await backend('a'), await backend('b')];
    proxy.route([a]);
    await listening(port);
    const slow = ask(port, '/slow');
    await new Promise((resolve) => setTimeout(resolve, 50));
    proxy.route([b]);
    const began = Date.now();
    await proxy.drain('a', 2000);
    expect(Date.now() - began).toBeGreaterThan(200);
    expect(Date.now() - began).toBeLessThan(1500);
    expect(await slow).toBe('a');
  });

  it('tries another instance when one cannot be reached', async () => {
    const { port, proxy } = await open();
    const gone = await freePort();
    proxy.route([{ id: 'gone', port: gone }, await backend('b')]);
    await listening(port);
    for (let call = 0; call < 4; call += 1) expect(await ask(port, '/')).toBe('b');
  });

  it('passes on that an instance broke off', async () => {
    const { port, proxy } = await open();
    proxy.route([await backend('a')]);
    await listening(port);
    await expect(ask(port, '/die')).rejects.toThrow();
  });

  it('carries large bodies both ways', async () => {
    const { port, proxy } = await open();
    proxy.route([await backend('a')]);
    await listening(port);
    const body = 'x'.repeat(8 * 1024 * 1024);
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    expect((await response.text()).length).toBe(body.length);
  });

  it('says that its port is taken and tries again', async () => {
    const { port, proxy, problems } = await open();
    const other = createTcpServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    proxy.route([await backend('a')]);
    await expect.poll(() => problems).toContain('EADDRINUSE');
    other.close();
    await listening(port);
  });
});
