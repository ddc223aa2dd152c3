import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FlagValue } from '#/lib/domain/service.ts';

/** Replaces the file that running instances read their flags from; a reader sees the old or the new one, never a part. */
export function writeFlags(path: string, flags: Record<string, FlagValue>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(flags, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
