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

async function step(name: string, command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  console.log(`\n━━ ${name}`);
  const outcome = await run(name, command, args, { env, show: true });
  console.log(`━━ ${name}: ${outcome.ok ? 'ok' : 'FAILED'} (${outcome.seconds.toFixed(0)} s)`);
  sound &&= outcome.ok;
  return outcome.ok;
}

async function tests(project: string, env: Record<string, string> = {}, label: string = project): Promise<void> {
  const file = join(reports, `${label}.json`);
  await step(
    `${label} tests`,
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  );
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests;
}

const started = performance.now();
await step('the tree', 'node', ['cli/verify.ts', '--static']);
await tests('unit');
await tests('db');
if (existsSync('/usr/lib/postgresql/15/bin/postgres')) await tests('db', { TEST_POSTGRES: 'debian' }, 'db on PostgreSQL 15');
else
  console.log('\n━━ PostgreSQL 15 is not installed (apt-get install postgresql-15): the database tests ran on the embedded server alone.');
if (await step('production build', 'node', ['cli/build.ts'])) await tests('e2e', { WATCH_SECONDS: '15', CHROMIUM_PATH: chromium });
rmSync(reports, { recursive: true, force: true });

console.log(`\nnpm test took ${((performance.now() - started) / 60_000).toFixed(1)} min`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(sound && total.failed === 0 && total.passed > 0 ? 0 : 1);
