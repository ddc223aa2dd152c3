import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DemoTraffic } from '#/lib/ports.ts';

const fileSchema = z.object({ multiplier: z.number(), until: z.iso.datetime().nullable().default(null) });

/** The file that the demo's traffic generator follows: `{"multiplier": n, "until": "<RFC 3339>"}`; without it traffic is as usual. */
export function createDemoTraffic(path: string): DemoTraffic {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return null;
      const { multiplier, until } = fileSchema.parse(JSON.parse(text));
      return { multiplier, until: until === null ? null : new Date(until) };
    },
    async write(state) {
      if (state === null) return rm(path, { force: true });
      // A reader sees the old or the new file, never a part of it.
      await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
}
