import { run, type Outcome } from './run.ts';

/**
 * `npm run verify`: everything that can be said of the tree without a database or a browser, two
 * checks at a time, the slow ones first. Prints a line a check and the output of those that failed.
 * `--static` leaves the unit tests to whoever counts them.
 */
const checks: [name: string, command: string, ...args: string[]][] = [
  ['lint', 'eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  ['types', 'tsc', '--noEmit'],
  ['unit tests', 'vitest', 'run', '--project', 'unit'],
  ['format', 'prettier', '--check', '--cache', '--log-level', 'warn', '.'],
  [
    'boundaries',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    'app',
    'components',
    'lib',
    'demo',
    'cli',
    'e2e',
    'bench',
    'worker.ts',
    'agent.ts',
  ],
  ['unused code', 'knip', '--no-progress'],
];

const queue = checks.filter(([name]) => name !== 'unit tests' || !process.argv.includes('--static'));
const outcomes: Outcome[] = [];

async function lane(): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, command, ...args] = next;
    const outcome = await run(name, command, args);
    outcomes.push(outcome);
    console.log(`${outcome.ok ? 'ok  ' : 'FAIL'} ${outcome.name} (${outcome.seconds.toFixed(1)} s)`);
  }
}

const started = performance.now();
await Promise.all([lane(), lane()]);
const failed = outcomes.filter((outcome) => !outcome.ok);
for (const outcome of failed) console.log(`\n── ${outcome.name} ──\n${outcome.output}`);
console.log(
  `\nverify: ${outcomes.length - failed.length} of ${outcomes.length} checks hold, ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
process.exit(failed.length === 0 ? 0 : 1);
