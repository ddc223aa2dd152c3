import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from './chromium.ts';
import { run } from './run.ts';

/**
 * `npm test`: the checks of the tree, the database tests on the embedded PostgreSQL and on the
 * distribution's 15 where it is installed, a production build, and the browser tests on the demo.
 */
const chromium = requireChromium();
const reports = mkdtempSync(join(tmpdir(), 'control-plane-tests-'));
const total = { passed: 0, failed: 0, skipped: 0 };
let sound = true;

async function step(name: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const outcome = await run(name, 'node', args, { env });
  console.log(`\n━━ ${name}\n${outcome.output.trim()}\n━━ ${name}: ${outcome.ok ? 'ok' : 'FAILED'} (${outcome.seconds.toFixed(0)} s)`);
  sound &&= outcome.ok;
  return outcome.ok;
}

type Suite = { project: string; label?: string; paths?: string[]; env?: Record<string, string> };

async function tests({ project, label = project, paths = [], env = {} }: Suite): Promise<void> {
  const file = join(reports, `${label}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  await step(`${label} tests`, ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...paths], env);
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests;
}

/** What depends on the server: the schema, its roles and every use case's SQL. */
const debian: Suite = {
  project: 'db',
  label: 'db on PostgreSQL 15',
  paths: ['lib/db', 'lib/usecases', 'lib/jobs'],
  env: { TEST_POSTGRES: 'debian' },
};

const started = performance.now();
await step('the tree', ['cli/verify.ts', '--static']);
await tests({ project: 'unit' });
// Both wait on processes and servers more than they compute.
await Promise.all([tests({ project: 'db' }), existsSync('/usr/lib/postgresql/15/bin/postgres') ? tests(debian) : sayWithout()]);
if (await step('production build', ['cli/build.ts']))
  await tests({ project: 'e2e', env: { WATCH_SECONDS: '15', CHROMIUM_PATH: chromium } });
rmSync(reports, { recursive: true, force: true });

console.log(`\nnpm test took ${((performance.now() - started) / 60_000).toFixed(1)} min`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(sound && total.failed === 0 && total.passed > 0 ? 0 : 1);

function sayWithout(): void {
  console.log('\nPostgreSQL 15 is not installed (apt-get install postgresql-15): the database tests run on the embedded server alone.');
}
