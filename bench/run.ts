import { setTimeout as sleep } from 'node:timers/promises';
import { startDemo, until } from '#/e2e/demo.ts';
import { timeOneDiagnosis, type Timing } from './diagnosis.ts';
import { idleMemory } from './memory.ts';
import { emptyPageScript, pageScripts } from './scripts.ts';
import { quantile } from './statistics.ts';

/** `npm run bench`: prints what the product promises beside what this machine does now. */
const RUNS = 20;
const IDLE_MS = 30_000;

function row(what: string, measured: string, promised: string): void {
  console.log(`${what.padEnd(58)} ${measured.padStart(26)}   ${promised}`);
}

// First, because it blocks this process, and a connection kept alive meanwhile would be found closed.
const empty = emptyPageScript();
row('script of an empty Next page, gzip', `${empty} kB`, '');

const began = performance.now();
const demo = await startDemo();
row('demo ready, after install and build', `${((performance.now() - began) / 1000).toFixed(1)} s`, '≤ 30 s');

try {
  await until(
    'healthy services',
    async () => (await demo.api('/api/v1/services')).body as { health: string }[],
    (all) => all.length === 4 && all.every((one) => one.health === 'healthy'),
    90,
  );
  await sleep(IDLE_MS);
  const memory = idleMemory(demo.process.pid ?? 0);
  row(
    'idle memory of web + worker + agent',
    `${memory.web} + ${memory.worker} + ${memory.agent} = ${memory.web + memory.worker + memory.agent} MB`,
    '≤ 500 MB',
  );

  const timings: Timing[] = [];
  for (let run = 0; run < RUNS; run += 1) timings.push(await timeOneDiagnosis(demo));
  for (const [what, promised] of [
    ['finding', '≤ 2 s'],
    ['verdict', '≤ 5 s'],
  ] as const) {
    const values = timings.map((timing) => timing[what]);
    row(
      `failure signal → ${what === 'finding' ? 'first finding' : 'verdict'}, ${RUNS} runs`,
      `p50 ${quantile(values, 0.5).toFixed(2)} s, p95 ${quantile(values, 0.95).toFixed(2)} s`,
      promised,
    );
  }

  const latest = ((await demo.api('/api/v1/deployments?limit=1')).body as { id: string; diagnosis: { id: string } | null }[])[0];
  const paths = [
    '/',
    '/services',
    '/services/production/payment-api',
    '/deployments',
    `/deployments/${latest?.id}`,
    `/diagnoses/${latest?.diagnosis?.id}`,
    '/changes',
    '/settings/tokens',
  ];
  for (const [path, size] of Object.entries(await pageScripts(demo, paths)))
    row(`script of ${path.replace(/[0-9a-f-]{20,}/, '…')}, gzip`, `${size} kB = ${size - empty} kB more`, '≤ 250 kB more');
} finally {
  await demo.stop();
  demo.clean();
}
