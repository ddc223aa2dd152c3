import { parseArgs } from 'node:util';
import type { Context } from '#/lib/context.ts';
import type { TokenCreate } from '#/lib/contract/tokens.ts';
import { readableError } from '#/lib/db/readable-error.ts';
import { scopeSchema, type Scope } from '#/lib/domain/actor.ts';
import { scopes } from '#/lib/domain/words.ts';
import { createToken } from '#/lib/usecases/create-token.ts';
import { listTokens } from '#/lib/usecases/list-tokens.ts';
import { revokeToken } from '#/lib/usecases/revoke-token.ts';
import { withContext } from './context.ts';
import { parseDuration } from './parse-duration.ts';

const USAGE = `Usage:
  npm run token -- create NAME --scopes a,b [--teams x,y | --teams '*'] [--expires 30d] [--speaks-for-others]
  npm run token -- list
  npm run token -- revoke PREFIX|ID

Scopes: ${scopes.join(', ')}`;

const options = {
  scopes: { type: 'string' },
  teams: { type: 'string' },
  expires: { type: 'string' },
  'speaks-for-others': { type: 'boolean' },
} as const;

class WrongUsage extends Error {}

const words = (value: string | undefined) =>
  (value ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

function scopesIn(value: string | undefined): Scope[] {
  const unknown = words(value).find((word) => !scopeSchema.safeParse(word).success);
  if (unknown || words(value).length === 0) throw new WrongUsage(unknown ? `"${unknown}" is not a scope.` : 'Name at least one scope.');
  return words(value).map((word) => scopeSchema.parse(word));
}

/** What the arguments ask for; throws WrongUsage before anything is opened. */
function commandIn(args: string[]): (ctx: Context) => Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [command, argument, ...rest] = positionals;
  if (rest.length > 0) throw new WrongUsage(`"${rest.join(' ')}" was not expected.`);
  if (command === 'list' && argument === undefined) return list;
  if (command === 'revoke' && argument) return (ctx) => revoke(ctx, argument);
  if (command !== 'create' || !argument) throw new WrongUsage('Say what to do.');
  const expires = values.expires === undefined ? null : new Date(Date.now() + parseDuration(values.expires)).toISOString();
  const given = {
    name: argument,
    scopes: scopesIn(values.scopes),
    teams: words(values.teams),
    expires_at: expires,
    speaks_for_others: values['speaks-for-others'] === true,
  };
  return (ctx) => create(ctx, given);
}

async function create(ctx: Context, given: TokenCreate): Promise<void> {
  const created = await createToken(ctx, given);
  process.stdout.write(`${created.token}\n`);
  process.stderr.write(
    `"${created.name}" may: ${created.scopes.join(', ')}; teams: ${created.teams.join(', ') || 'everyone'}; expires: ${created.expires_at ?? 'never'}. It is shown this once.\n`,
  );
}

async function list(ctx: Context): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await listTokens(ctx, { cursor });
    for (const token of page.items) {
      const state = token.revoked_at ? 'revoked' : token.expires_at && token.expires_at < new Date().toISOString() ? 'expired' : 'valid';
      process.stdout.write(
        `${[token.prefix, state.padEnd(7), token.name, token.scopes.join(','), `last used ${token.last_used_at ?? 'never'}`, token.id].join('  ')}\n`,
      );
    }
    cursor = page.next ?? undefined;
  } while (cursor);
}

async function revoke(ctx: Context, which: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await listTokens(ctx, { cursor });
    const found = page.items.find((token) => token.id === which || token.prefix === which);
    if (found) {
      await revokeToken(ctx, { id: found.id });
      process.stdout.write(`"${found.name}" (${found.prefix}) is revoked.\n`);
      return;
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  throw new Error(`there is no token "${which}"`);
}

/**
 * `npm run token`: API tokens from the command line, on DATABASE_URL or the embedded database in
 * DATA_DIR. The token alone goes to standard output, so that it can be piped. Exit 2: wrong usage.
 */
async function run(): Promise<void> {
  const work = commandIn(process.argv.slice(2));
  await withContext('token', { deadlineMs: 30_000 }, work);
}

await run().catch((error: unknown) => {
  const isUsage =
    error instanceof WrongUsage || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  process.stderr.write(isUsage ? `${error.message}\n\n${USAGE}\n` : `That did not work: ${readableError(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
});
