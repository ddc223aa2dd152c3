import { pino } from 'pino';
import { startEmbedded } from '../embedded.ts';

/** A program that tests start and kill: holds a database in the folder of its first argument until SIGTERM. */
const [, , dataDir = '', bin] = process.argv;
const server = await startEmbedded({ dataDir, log: pino({ level: 'silent' }), bin: bin || undefined, durable: false });
console.log(JSON.stringify({ pid: server.pid, owner: server.owner, ownerUrl: server.ownerUrl }));
const alive = setInterval(() => undefined, 1_000);
process.once('SIGTERM', () => {
  clearInterval(alive);
  void server.stop();
});
