import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

/** Of util-linux: the kernel then kills the process when this one dies, however it dies. */
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/** Where commands are looked for: this Node first, so that `node` means the same version as the agent's. */
export const SEARCH_PATH = [dirname(process.execPath), process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(delimiter);

export type Launched = ChildProcessByStdio<null, Readable, Readable>;
export type Launch = { child: Launched } | { missing: string; code: 126 | 127 };

/** Finds what would be executed; says why when nothing can be. */
function locate(command: string, directory: string): { path: string } | { missing: string; code: 126 | 127 } {
  const candidates = command.includes('/')
    ? [isAbsolute(command) ? command : resolve(directory, command)]
    : SEARCH_PATH.split(delimiter).map((folder) => join(folder, command));
  let denied: string | undefined;
  for (const path of candidates) {
    if (!existsSync(path) || !statSync(path).isFile()) continue;
    try {
      accessSync(path, constants.X_OK);
      return { path };
    } catch {
      denied ??= path;
    }
  }
  return denied ? { missing: `${denied}: Permission denied`, code: 126 } : { missing: `${command}: command not found`, code: 127 };
}

/** The framework's types say that every environment has NODE_ENV; one that is built from nothing need not. */
export function exactly(env: Record<string, string>): NodeJS.ProcessEnv {
  return env as NodeJS.ProcessEnv;
}

/** Starts a command as the leader of its own process group, away from the terminal, with exactly `env`. */
export function launch(given: { command: string; args: string[]; env: Record<string, string>; directory: string }): Launch {
  const found = locate(given.command, given.directory);
  if ('missing' in found) return found;
  const [command, args] = setpriv ? [setpriv, ['--pdeathsig', 'KILL', '--', found.path, ...given.args]] : [found.path, given.args];
  return {
    child: spawn(command, args, { cwd: given.directory, env: exactly(given.env), stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
  };
}
