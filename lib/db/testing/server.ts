import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startEmbedded, type EmbeddedServer } from '../embedded.ts';

export const DEBIAN_BIN = '/usr/lib/postgresql/15/bin';

/** `TEST_POSTGRES=debian` runs the tests on Debian's PostgreSQL 15, anything else on the embedded one. */
export const testBin = process.env.TEST_POSTGRES === 'debian' ? DEBIAN_BIN : undefined;

/** A data folder of its own below the system's temporary folder that every account may enter. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'control-plane-test-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A server that is thrown away with its folder by `remove`, or by a watchdog when this process is killed before. */
export async function temporaryServer(): Promise<EmbeddedServer & { remove(): Promise<void> }> {
  const dataDir = await temporaryFolder();
  const server = await startEmbedded({ dataDir, log: pino({ level: 'silent' }), bin: testBin, durable: false });
  const dismiss = watchdog(server.pid, dataDir);
  return {
    ...server,
    remove: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      dismiss();
    },
  };
}

/** Its standard input ends however we end; SIGQUIT because nothing in there is worth keeping. */
function watchdog(pid: number, folder: string): () => void {
  const script = 'read -r word; [ "$word" = done ] && exit 0; kill -QUIT "$1" 2>/dev/null; sleep 1; rm -rf -- "$2"';
  const child = spawn('/bin/sh', ['-c', script, 'watchdog', String(pid), folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  return () => child.stdin.end('done\n');
}
