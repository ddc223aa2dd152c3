import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Logger } from '../shared/logger.ts';

/** Answers operators' questions about this process on a port of its own. Rejects when it cannot listen there. */
export async function listenForOperators(port: number, log: Logger): Promise<void> {
  const server = createServer((_request, response) => {
    const { rss, heapUsed } = process.memoryUsage();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ uptime_s: Math.round(process.uptime()), rss, heap_used: heapUsed }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  log.info({ port }, `operators are answered on port ${port}`);
}
