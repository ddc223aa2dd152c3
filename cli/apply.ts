import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCatalogue } from '#/lib/contract/catalogue-file.ts';
import type { CatalogueResult } from '#/lib/contract/catalogue.ts';
import { readableError } from '#/lib/db/readable-error.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { applyCatalogue } from '#/lib/usecases/apply-catalogue.ts';
import { withContext } from './context.ts';

const USAGE = 'Usage: npm run apply -- FILE [--dry-run] [--prune]';
const signs = { created: '+', changed: '~', unchanged: '=', removed: '-' } as const;

/** What was done, one service a line, with what is different below it. */
function describe({ services, dry_run }: CatalogueResult): string {
  const shown = (value: unknown) => (value === null ? '(not set)' : JSON.stringify(value));
  const lines = services.flatMap(({ service, action, changes }) => [
    `${signs[action]} ${service} ${action}`,
    ...changes.map(({ path, before, after }) => `    ${path}: ${action === 'created' ? '' : `${shown(before)} → `}${shown(after)}`),
  ]);
  const count = (action: keyof typeof signs) => `${services.filter((one) => one.action === action).length} ${action}`;
  const sum = (['created', 'changed', 'unchanged', 'removed'] as const).map(count).join(', ');
  return [...lines, `${sum}.${dry_run ? ' This was a dry run: nothing was written.' : ''}`].join('\n');
}

function explain(error: unknown): string {
  if (!(error instanceof AppError) || error.errors.length < 2) return readableError(error);
  return error.errors.map(({ path, message }) => `  ${path}: ${message}`).join('\n');
}

/** `npm run apply -- FILE`: brings a service catalogue in. Exit 0, 1 with the reason, 2 for wrong usage. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, prune: { type: 'boolean' } },
  });
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0) throw new TypeError('Name one file.');
  const catalogue = readCatalogue(readFileSync(file, 'utf8'));
  await withContext('apply', { deadlineMs: 60_000 }, async (ctx) => {
    console.log(describe(await applyCatalogue(ctx, { ...catalogue, dryRun: values['dry-run'] === true, prune: values.prune === true })));
  });
}

await run().catch((error: unknown) => {
  const isUsage =
    error instanceof TypeError &&
    (error.message === 'Name one file.' || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')));
  console.error(isUsage ? `${error.message}\n${USAGE}` : `The catalogue was not brought in, nothing was written:\n${explain(error)}`);
  process.exitCode = isUsage ? 2 : 1;
});
