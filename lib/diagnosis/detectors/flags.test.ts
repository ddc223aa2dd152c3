import { expect, test } from 'vitest';
import { change, T0 } from '../testing/scene.ts';
import { running, served, thrown } from '../testing/running.ts';
import { requestOf, trace } from '../testing/spans.ts';
import { flags } from './flags.ts';

const ERROR = "TypeError: Cannot read properties of undefined (reading 'percent')";
const switchedOn = (flag: string) =>
  change('flag', T0, { eventType: 'FEATURE_FLAG', deploymentId: 'd2', changes: [{ path: `flags.${flag}`, before: false, after: true }] });
const given = (flag: string, frame: string) => ({
  deployment: { kind: 'flag' as const, version: '1.0.0' },
  changes: [switchedOn(flag)],
  before: served(80),
  now: [...served(60), ...thrown(10, ERROR, frame)],
  versionNow: '1.0.0',
});
const detect = (scene: Parameters<typeof running>[0]) => {
  const { observations, book } = running(scene);
  return flags.detect(observations, book.cite).claims;
};
const FRAME = 'bulkDiscount (file:///app/pricing.ts:3:1)';

test('errors that begin with a flag and run through code of its name: the flag, to be turned back', () => {
  const [claim] = detect({ ...given('bulk-discount', FRAME), traces: [trace(requestOf('payment-api', 'POST /quotes', { failed: true }))] });
  expect(claim).toMatchObject({
    mode: 'config.feature_flag',
    object: 'bulk-discount',
    mechanism: { kind: 'flag', flag: 'bulk-discount' },
    actions: [{ kind: 'flag', target: 'bulk-discount' }],
    data: { routes: ['POST /quotes'] },
  });
  expect(claim?.support.map((item) => item.source)).toEqual(['previous', 'traces']);
});

test('spans name it as well as lines do', () => {
  const failing = trace(requestOf('payment-api', 'POST /quotes', { failed: true, attributes: { 'feature_flag.key': 'bulk-discount' } }));
  expect(detect({ ...given('bulk-discount', FRAME), now: [], traces: [failing] })[0]).toMatchObject({
    mode: 'config.feature_flag',
    mechanism: { kind: 'flag' },
  });
});

test('a flag that no error names stays a question', () => {
  const [claim] = detect(given('dark-theme', FRAME));
  expect(claim).toMatchObject({ rank: 'fallback', mechanism: null });
  expect(claim?.strength).toBeLessThan(0.2);
});

test('a key of the configuration that errors name, without an exit', () => {
  const changes = [
    change('config', T0, {
      eventType: 'CONFIG_UPDATE',
      deploymentId: 'd2',
      changes: [{ path: 'config.BULK_DISCOUNT', before: '5', after: '150' }],
    }),
  ];
  expect(detect({ ...given('x', FRAME), changes })[0]).toMatchObject({
    mode: 'config.behavior_change',
    actions: [{ kind: 'config', target: 'BULK_DISCOUNT' }],
  });
});

test('stays silent when errors were there before the flag, and when all is well', () => {
  const scene = given('bulk-discount', FRAME);
  expect(detect({ ...scene, before: [...served(60), ...thrown(10, ERROR, FRAME)] })).toEqual([]);
  expect(detect({ ...scene, deployment: { status: 'healthy' } })).toEqual([]);
});

test('survives a log or an audit log that could not be read', () => {
  expect(detect({ ...given('bulk-discount', FRAME), gaps: ['logs'] })).toEqual([]);
  expect(detect({ ...given('bulk-discount', FRAME), gaps: ['changes'] })).toEqual([]);
});
