import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

/** Something the person who started the demo can mend; shown without a stack. */
export class Refusal extends Error {}

/** Makes the data folder and says what is wrong with it when that cannot be done. */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    const probe = join(folder, '.writable');
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
  } catch (error) {
    throw new Refusal(
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}). Make it writable or set DATA_DIR to another folder.`,
    );
  }
}

/** One segment after the other: Node's own recursive way never returns where the parent refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o755 });
}

/** When a process began, from /proc, so that a reused pid is not taken for the one that wrote it down. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** One demo for one data folder: refuses while another one lives; what a killed one left is taken over. */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'demo.lock');
  const mine = `${process.pid} ${processStart(process.pid) ?? ''}`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '0', start = ''] = readFileSync(file, 'utf8').split(' ');
    const began = processStart(Number(pid));
    if (began !== null && began === start) {
      throw new Refusal(`A demo already runs from ${folder} (process ${pid}). Stop it, or start this one with its own DATA_DIR and PORT.`);
    }
    rmSync(file, { force: true });
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Refuses when the web port is taken, naming it and the variable. */
export async function requireFreePort(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Refusal(`Port ${port} is in use. Stop what listens there, or choose another one: PORT=${port + 1} npm run demo`);
}

/** Ports the local platform needs from its base port on: its trace receiver and one for each service. */
const BLOCK = 10;

/**
 * The first port of the local platform's block. It stays the same for a data folder, because the
 * services' configuration names it; a given one is used as it is.
 */
export async function localBasePort(folder: string, given: number | null): Promise<number> {
  const file = join(folder, 'local-base-port');
  const remembered = Number(safeRead(file));
  const wanted = given ?? (remembered > 0 ? remembered : null);
  if (wanted !== null) {
    const taken = await firstTaken(wanted);
    if (taken !== null)
      throw new Refusal(
        `Port ${taken} is in use, and the demo's services need ${wanted} to ${wanted + BLOCK - 1}. Stop what listens there, or set LOCAL_BASE_PORT with a new DATA_DIR.`,
      );
    writeFileSync(file, String(wanted));
    return wanted;
  }
  for (let base = 4100; base < 5100; base += BLOCK) {
    if ((await firstTaken(base)) !== null) continue;
    writeFileSync(file, String(base));
    return base;
  }
  throw new Refusal('No block of ten free ports was found from 4100 to 5100. Set LOCAL_BASE_PORT to the first of ten free ones.');
}

async function firstTaken(base: number): Promise<number | null> {
  for (let port = base; port < base + BLOCK; port += 1) if (!(await isFree(port))) return port;
  return null;
}

function safeRead(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
