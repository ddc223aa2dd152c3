import { readFile, stat } from 'node:fs/promises';
import type { Logger } from './logger.ts';

const POLL_MS = 500;

/** Feature flags as they are at this moment. */
export type Flags = { isOn(name: string): boolean };

/** Follows a JSON file that the platform rewrites; a file that cannot be read leaves the flags as they were. */
export async function watchFlags(path: string | undefined, log: Logger): Promise<Flags> {
  let values: Record<string, unknown> = {};
  let seen = -1;
  const refresh = async (): Promise<void> => {
    if (path === undefined) return;
    try {
      const { mtimeMs } = await stat(path);
      if (mtimeMs === seen) return;
      const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
      if (typeof parsed !== 'object' || parsed === null) throw new Error('not a JSON object');
      const first = seen === -1;
      seen = mtimeMs;
      values = { ...parsed };
      if (!first) log.info({ flags: values }, 'feature flags changed');
    } catch (error) {
      if (seen !== -1) log.warn({ err: error }, 'feature flags could not be read');
      seen = -1;
    }
  };
  await refresh();
  if (path !== undefined) setInterval(() => void refresh(), POLL_MS).unref();
  return { isOn: (name) => values[name] === true };
}
