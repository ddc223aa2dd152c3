import { expect, test } from 'vitest';
import type { Point } from '#/lib/domain/telemetry.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { diagnose } from './diagnose.ts';
import { running, served, thrown } from './testing/running.ts';
import { T0 } from './testing/scene.ts';

const REFUSED = 'Error: the shelf is askew';
const points = Array.from({ length: 30 }, (_, index): Point => [T0 - 120_000 + index * 5_000, index < 22 ? 0.09 : 2.1]);

/** A service that is slow and repeats an error of old, of which nothing explains the slowness. */
function slow(given: Parameters<typeof running>[0] = {}) {
  const same = [...served(40), ...thrown(8, REFUSED)];
  const { observations, book } = running({ before: same, now: same, ...given });
  const series = [{ labels: {}, points }];
  const value = { service: 'production/payment-api', signal: 'latency_p95' as const, unit: 's', series };
  if (!given.gaps?.includes('metrics')) observations.metrics = [{ evidence: 'e1', value }];
  return diagnose(observations, book).report;
}

test('where no cause is proven the answer lists what rose, what the log repeats, and what would decide', () => {
  const report = slow();
  expect(report.verdict).toBe('inconclusive');
  const english = renderMessage(report.answer, 'en');
  expect(english).toContain('- p95 rose from 90 ms to 2100 ms at 11:59:50 UTC [1]');
  expect(english).toMatch(/- “request failed: the shelf is askew”, 8 times, and 8 in as long before: no news \[\d+\]/);
  expect(english).toContain('What it may be, and what would decide:\n- ');
  const chinese = renderMessage(report.answer, 'zh-TW');
  expect(chinese).toContain('p95 在 11:59:50 UTC 由 90 毫秒升至 2100 毫秒');
  expect(chinese).not.toMatch(/report\./);
});

test('of what could not be read it says nothing', () => {
  const english = renderMessage(slow({ gaps: ['metrics', 'logs'] }).answer, 'en');
  expect(english).not.toContain('rose');
  expect(english).not.toContain('repeats');
});
