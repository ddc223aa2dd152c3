import { and, desc, eq, gte, inArray, like, lt, sql } from 'drizzle-orm';
import type { Database } from '#/lib/db/client.ts';
import { localLogs } from '#/lib/db/schema.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { logLevels } from '#/lib/domain/telemetry.ts';
import type { Logs } from '#/lib/ports.ts';

/** Plain text as a LIKE pattern. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Lines that the agent has captured. */
export function createLogs(db: Database): Logs {
  return {
    async search({ service, window, contains, level, instance, version, limit }, signal) {
      signal.throwIfAborted();
      const inWindow = [
        eq(localLogs.service, serviceKey(service)),
        gte(localLogs.at, new Date(window.start)),
        lt(localLogs.at, new Date(window.end)),
      ];
      const found = await db
        .select()
        .from(localLogs)
        .where(
          and(
            ...inWindow,
            level ? inArray(localLogs.level, logLevels.slice(logLevels.indexOf(level))) : undefined,
            contains ? sql`${localLogs.line} ilike ${containing(contains)}` : undefined,
            instance ? eq(localLogs.instance, instance) : undefined,
            version ? eq(localLogs.version, version) : undefined,
          ),
        )
        .orderBy(desc(localLogs.at), desc(localLogs.id))
        .limit(limit + 1);
      signal.throwIfAborted();
      const lines = found.slice(0, limit);
      const dropped = found.length <= limit && (await saysDropped(db, inWindow));
      return {
        lines: lines.map((row) => ({
          at: row.at.toISOString(),
          instance: row.instance,
          version: row.version,
          stream: row.stream,
          level: row.level,
          line: row.line,
        })),
        truncated: found.length > limit || dropped,
        source: 'local/logs',
      };
    },
  };
}

/** Whether the agent noted in that window that it kept less than was written. */
async function saysDropped(db: Database, inWindow: ReturnType<typeof eq>[]): Promise<boolean> {
  const [note] = await db
    .select({ id: localLogs.id })
    .from(localLogs)
    .where(and(...inWindow, eq(localLogs.level, 'warn'), like(localLogs.line, '[agent] % lines dropped%')))
    .limit(1);
  return note !== undefined;
}
