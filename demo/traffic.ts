import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextVisit, type Visit } from './visits.ts';

const TIMEOUT_MS = 5_000;
const REPORT_MS = 60_000;
/** Requests under way at once; beyond that visitors stay away, so that a slow shop is not buried. */
const MAX_OPEN = 200;
const RELOAD_MS = 1_000;

const shop = new URL(process.env.STOREFRONT_URL ?? 'http://127.0.0.1:4101');
const perSecond = Number(process.env.TRAFFIC_RPS ?? 12);
const file = process.env.TRAFFIC_FILE;
if (!(perSecond > 0 && perSecond <= 1_000)) throw new Error('TRAFFIC_RPS must be a number above 0 and at most 1000');

const orders: string[] = [];
const counts = { sent: 0, failed: 0 };
/** Shoppers come one by one: a connection for each request. */
const agent = new Agent({ keepAlive: false });
let multiplier = 1;
let open = 0;
let stopping = false;

/** Follows `{"multiplier": n, "until": "<RFC 3339>"}`; a file that is missing or wrong, or whose time has passed, means 1. */
async function followFile(): Promise<void> {
  if (file === undefined) return;
  while (!stopping) {
    multiplier = await readFile(file, 'utf8')
      .then(multiplierOf)
      .catch(() => 1);
    await sleep(RELOAD_MS);
  }
}

function multiplierOf(text: string): number {
  const { multiplier: given, until } = JSON.parse(text) as { multiplier?: unknown; until?: unknown };
  const over = typeof until === 'string' && !(Date.parse(until) > Date.now());
  return typeof given === 'number' && given >= 0 && given <= 100 && !over ? given : 1;
}

function send(visit: Visit): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const body = visit.body === undefined ? undefined : JSON.stringify(visit.body);
    const outgoing = request(new URL(visit.path, shop), {
      method: visit.method,
      agent,
      headers: { 'user-agent': 'demo-traffic', ...(body !== undefined && { 'content-type': 'application/json' }) },
    });
    const deadline = setTimeout(() => outgoing.destroy(new Error('no answer in time')), TIMEOUT_MS);
    outgoing.on('close', () => clearTimeout(deadline));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.end(body);
  });
}

async function visitOnce(): Promise<void> {
  counts.sent += 1;
  open += 1;
  const visit = nextVisit(orders);
  try {
    const { status, text } = await send(visit);
    if (status >= 500) counts.failed += 1;
    if (visit.path === '/checkout' && status === 201) remember(JSON.parse(text) as { order_id?: unknown });
  } catch {
    counts.failed += 1;
  } finally {
    open -= 1;
  }
}

function remember({ order_id: id }: { order_id?: unknown }): void {
  if (typeof id === 'string') orders.push(id);
  if (orders.length > 50) orders.shift();
}

async function visitForEver(): Promise<void> {
  while (!stopping) {
    const rate = perSecond * multiplier;
    if (rate === 0) {
      await sleep(RELOAD_MS);
      continue;
    }
    if (open < MAX_OPEN) void visitOnce();
    // Between half and one and a half of the mean gap: steady on a chart, yet not in lockstep with any other interval.
    await sleep((1_000 / rate) * (0.5 + Math.random()));
  }
}

setInterval(() => {
  console.log(JSON.stringify({ msg: 'traffic of the last minute', ...counts, open, multiplier }));
  Object.assign(counts, { sent: 0, failed: 0 });
}, REPORT_MS).unref();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping = true;
    process.exit(0);
  });
}
await Promise.all([followFile(), visitForEver()]);
