import { expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { crashLoop } from './crash-loop.ts';

const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return crashLoop.detect(observations, book.cite).claims;
};

test('names the last exception and the first frame of the program’s own code', () => {
  const [claim] = detect({
    log: [
      'starting',
      "TypeError: Cannot read properties of undefined (reading 'rate')",
      '    at Object.<anonymous> (node:internal/modules/cjs/loader:1554:14)',
      '    at convert (/app/src/tax.ts:14:22)',
      '    at main (/app/src/main.ts:3:1)',
    ],
  });
  expect(claim?.data).toMatchObject({
    exception: "TypeError: Cannot read properties of undefined (reading 'rate')",
    frame: 'at convert (/app/src/tax.ts:14:22)',
  });
});

test('reads a Python traceback from its end', () => {
  const [claim] = detect({
    log: ['Traceback (most recent call last):', '  File "/app/main.py", line 3, in <module>', '    run()', 'ValueError: bad rate'],
  });
  expect(claim?.data).toMatchObject({ exception: 'ValueError: bad rate', frame: 'File "/app/main.py", line 3, in <module>' });
});

test('says less without a log, and names the log as what would decide', () => {
  const [claim] = detect({ gaps: ['logs'] });
  expect(claim?.strength).toBeLessThan(0.5);
  expect(claim?.deciding.key).toBe('report.cause.crash_loop.deciding_log');
});

test('stays silent on success and when nothing ended', () => {
  expect(detect({ exit: { code: 0, reason: 'Completed' } })).toEqual([]);
  expect(detect({ exit: null, instance: { state: 'running' } })).toEqual([]);
});

test('survives instances that could not be read', () => {
  expect(detect({ gaps: ['instances'] })).toEqual([]);
});
