import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort, until } from './services/shared/testing.ts';
import { nextVisit } from './visits.ts';

describe('the traffic', { timeout: 30_000 }, () => {
  it('outlives a storefront that is down and follows the multiplier', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'traffic-'));
    const file = join(folder, 'traffic.json');
    const port = await freePort();
    const traffic = spawn(process.execPath, ['demo/traffic.ts'], {
      cwd: resolve(import.meta.dirname, '..'),
      env: { NODE_ENV: 'production', STOREFRONT_URL: `http://127.0.0.1:${port}`, TRAFFIC_RPS: '20', TRAFFIC_FILE: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [traffic.stdout, traffic.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    let seen = 0;
    const paths = new Set<string>();
    const shop = createServer((request, response) => {
      seen += 1;
      paths.add(`${request.method} ${request.url?.split(/[?/]/)[1]}`);
      response.writeHead(500).end('{}');
    });
    await new Promise((done) => setTimeout(done, 600));
    shop.listen(port, '127.0.0.1');
    try {
      await until('several kinds of visits arrive', () => paths.size >= 4);
      await writeFile(file, '{"multiplier": 0}');
      await until('the visits end', async () => {
        const before = seen;
        await new Promise((done) => setTimeout(done, 500));
        return seen === before;
      });
      expect(traffic.exitCode).toBeNull();
      expect(output).toBe('');
    } finally {
      traffic.kill('SIGTERM');
      await once(traffic, 'exit');
      shop.close();
      await rm(folder, { recursive: true });
    }
  });

  it('asks for orders only once some were placed', () => {
    const visits = Array.from({ length: 500 }, () => nextVisit([]));
    expect(visits.filter(({ path }) => path.startsWith('/orders'))).toEqual([]);
    const later = Array.from({ length: 500 }, () => nextVisit(['o-1']));
    expect(later.some(({ path }) => path === '/orders/o-1')).toBe(true);
  });
});
