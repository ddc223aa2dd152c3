import { verifyChain, type ChainState } from '#/lib/db/audit-verify.ts';
import { openDatabase } from '#/lib/db/client.ts';
import { readableError } from '#/lib/db/readable-error.ts';
import { schemaState } from '#/lib/db/schema-state.ts';
import { readEnvironment } from '#/lib/env.ts';
import { withDatabase } from './database.ts';

/**
 * `npm run audit:verify`: walks the chains of the audit log, also beside a running control plane.
 * Exit 0: whole. 1: broken, the first broken entry is named. 2: could not be checked.
 */
try {
  const state = await withDatabase(readEnvironment(), { create: false }, ({ appUrl }) => check(appUrl));
  console.log(describe(state));
  process.exitCode = state.broken ? 1 : 0;
} catch (error) {
  console.error(`The audit log could not be checked: ${readableError(error)}`);
  process.exitCode = 2;
}

async function check(url: string): Promise<ChainState> {
  const db = openDatabase(url, { max: 1 });
  try {
    const schema = await schemaState(db);
    if (schema !== 'current') throw new Error(`the database's schema is ${schema} of this version`);
    return await verifyChain(db);
  } finally {
    await db.close();
  }
}

function describe({ chains, entries, broken }: ChainState): string {
  if (!broken) return `The audit log is whole: ${entries} entries in ${chains} chains.`;
  const { cluster, namespace, position, id, problem, expected, found } = broken;
  const words = { altered: 'was altered', unlinked: 'does not follow the entry before it', missing: 'is missing' } satisfies Record<
    typeof problem,
    string
  >;
  return [
    `The audit log is broken after ${entries} sound entries.`,
    `First broken entry: position ${position} of namespace "${namespace}" in cluster "${cluster}"${id ? `, id ${id},` : ''} ${words[problem]}.`,
    `  expected: ${expected}`,
    `  found:    ${found}`,
  ].join('\n');
}
