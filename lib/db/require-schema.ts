import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { schemaState, type Asked } from './schema-state.ts';

const ASK_AGAIN_MS = 1_000;

const problems = {
  behind:
    'The database is behind this version of the Control Plane, or was never migrated. Run "npm run db:migrate" with this version, then start this again.',
  ahead:
    'The database was migrated by a newer version of the Control Plane. Start that newer version instead; this one must not touch its data.',
} as const;

/** Why this version must not run on the database, with the remedy; null when it may. Rejects when the database does not answer. */
export async function schemaProblem(db: Asked): Promise<string | null> {
  const state = await schemaState(db).catch((error: unknown) => {
    if (lacksRole(error)) return 'behind' as const;
    throw error;
  });
  return state === 'current' ? null : problems[state];
}

/** The same for a program that can do nothing without its database: asks until it answers. */
export async function schemaProblemOnceKnown(db: Asked, log: Logger): Promise<string | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await schemaProblem(db);
    } catch (error) {
      if (attempt === 1) log.warn({ err: error }, 'the database does not answer yet; asking until it does');
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/** The role that programs act as is made and granted by the migration; without it not even a connection comes about. */
function lacksRole(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 6; current = current.cause, depth += 1) {
    if ('code' in current && (current.code === '22023' || current.code === '42501') && /\brole\b/.test(current.message)) return true;
  }
  return false;
}
