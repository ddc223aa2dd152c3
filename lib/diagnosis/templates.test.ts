import { describe, expect, test } from 'vitest';
import { readLines } from './log-lines.ts';
import { mineTemplates } from './templates.ts';
import { printed } from './testing/printed.ts';

const mine = (...lines: string[]) => mineTemplates(readLines(printed(lines)));
const patterns = (...lines: string[]) => mine(...lines).map((item) => item.pattern);

describe('values that differ from line to line are masked:', () => {
  test.each([
    ['numbers and durations', 'charged 1200 cents in 35ms', 'charged 7 cents in 1.25s'],
    ['ids', 'order o-8f3a1c9 is paid', 'order o-77b0de1 is paid'],
    ['uuids', 'job 6f1c9a52-0a51-4c6a-9a3f-3f2f6f6d2b11 done', 'job 00000000-0a51-4c6a-9a3f-3f2f6f6d2b12 done'],
    ['addresses', 'refused by 10.0.0.7:4100 again', 'refused by 192.168.1.20:443 again'],
    ['times', '2026-03-01T12:00:00.123Z ready to serve', '2026-03-02 09:15:01,456 ready to serve'],
    ['quoted values', "no user named 'ada' in the shop", "no user named 'bob smith' in the shop"],
    ['variable parts of paths', 'GET /orders/81273/items?page=2 took 3ms', 'GET /orders/9/items?page=31&size=7 took 40ms'],
    ['pairs', 'cache miss key=users:ada size=12', 'cache miss key=users:bob size=7'],
  ])('%s', (_what, one, other) => {
    const found = mine(one, other);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ count: 2 });
  });

  test('names that hold a digit are words, and so are apostrophes', () => {
    expect(patterns("can't reach S3, don't retry with HTTP2 and LEDGER_URL_V2")).toEqual([
      "can't reach S3, don't retry with HTTP2 and LEDGER_URL_V2",
    ]);
  });
});

test('words that differ in few places are merged, statements that differ in more are kept apart', () => {
  expect(
    patterns('payment of anna was taken by visa', 'payment of emil was taken by visa', 'payment of anna was refused without a reason'),
  ).toEqual(['payment of <*> was taken by visa', 'payment of anna was refused without a reason']);
  expect(patterns('failed to open file', 'failed to close socket')).toHaveLength(2);
});

test('of a structured line the message and the error count, not its fields', () => {
  const line = (order: string) =>
    JSON.stringify({
      level: 'error',
      time: 1,
      trace_id: order,
      msg: 'request failed',
      order,
      err: { type: 'RangeError', message: `bad total ${order.length}` },
    });
  expect(mine(line('a'), line('bbbb'))).toMatchObject([{ pattern: 'request failed RangeError: bad total <*>', exception: true, count: 2 }]);
  expect(patterns('ts=1 level=error msg="cannot charge card" err="card declined" order=7')).toEqual(['cannot charge card']);
});

describe('a stack trace is one event with the first frame of the own code:', () => {
  test('Node, over several lines', () => {
    const found = mine(
      'TypeError: rates.find is not a function',
      '    at Array.map (node:internal/array:10:2)',
      '    at taxOf (/app/tax.ts:14:9)',
      '    at handle (/app/main.ts:3:1)',
      'ready',
    );
    expect(found).toMatchObject([
      {
        pattern: 'TypeError: rates.find is not a function',
        level: 'error',
        exception: true,
        frame: 'at taxOf (/app/tax.ts:14:9)',
        count: 1,
      },
      { pattern: 'ready' },
    ]);
  });

  test('Node, within a structured line', () => {
    const stack = 'TypeError: x is not a function\n    at taxOf (/app/tax.ts:14:9)\n    at next (node_modules/router/index.js:2:2)';
    expect(
      mine(
        JSON.stringify({
          level: 'error',
          msg: 'request failed: x is not a function',
          err: { type: 'TypeError', message: 'x is not a function', stack },
        }),
      ),
    ).toMatchObject([{ pattern: 'request failed: x is not a function TypeError', exception: true, frame: 'at taxOf (/app/tax.ts:14:9)' }]);
  });

  test('Python, whose exception comes last', () => {
    const found = mine(
      'ERROR:root:cannot price the cart',
      'Traceback (most recent call last):',
      '  File "/app/shop.py", line 12, in price',
      '    return rates[country]',
      '  File "/usr/lib/python3/dist-packages/frozendict.py", line 3, in __getitem__',
      '    raise KeyError(key)',
      "KeyError: 'TW'",
      'INFO:root:next',
    );
    expect(found).toMatchObject([
      {
        pattern: 'ERROR:root:cannot price the cart KeyError: <*>',
        exception: true,
        frame: 'File "/app/shop.py", line 12, in price',
        count: 1,
        example: 6,
      },
      { pattern: 'INFO:root:next' },
    ]);
  });

  test('Java with its cause, and Go', () => {
    const java = mine(
      '12:00:01.003 ERROR [http-nio-8080-exec-7] c.e.Pay : charge failed',
      'java.lang.IllegalStateException: no rate for 17',
      '\tat java.base/java.util.Optional.orElseThrow(Optional.java:403)',
      '\tat com.example.Pay.charge(Pay.java:31)',
      'Caused by: java.io.IOException: closed',
      '\t... 12 more',
    );
    expect(java.map((item) => item.frame)).toContain('at com.example.Pay.charge(Pay.java:31)');
    expect(java.reduce((sum, item) => sum + item.count, 0)).toBeLessThanOrEqual(2);
    const go = mine(
      'panic: runtime error: index out of range [3] with length 2',
      '',
      'goroutine 7 [running]:',
      'main.price(0xc000010000)',
      '\t/app/price.go:21 +0x1d',
    );
    expect(go[0]).toMatchObject({ exception: true, level: 'fatal', frame: '/app/price.go:21 +0x1d' });
  });
});

test('worse and more frequent templates come first, each with its count, its times and an example', () => {
  const found = mine('ready', 'ready', 'WARN slow answer', 'ERROR disk 3 is full', 'ERROR disk 4 is full');
  expect(found.map((item) => [item.pattern, item.level, item.count, item.example])).toEqual([
    ['ERROR disk <*> is full', 'error', 2, 3],
    ['WARN slow answer', 'warn', 1, 2],
    ['ready', null, 2, 0],
  ]);
  expect((found[0]?.last ?? 0) - (found[0]?.first ?? 0)).toBe(1000);
});

test('a log of nothing but names stays within its bounds and loses no line', () => {
  const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const lines = Array.from(
    { length: 5_000 },
    (_none, index) => `${letters(index)} ${letters(index * 7)} ${letters(index * 13)} ${letters(index * 17)}`,
  );
  const found = mine(...lines, 'x'.repeat(100_000));
  expect(found.length).toBeLessThanOrEqual(1_010);
  expect(found.reduce((sum, item) => sum + item.count, 0)).toBe(5_001);
  expect(Math.max(...found.map((item) => item.pattern.length))).toBeLessThanOrEqual(300);
});

test('a pattern holds no secret', () => {
  expect(patterns('ERROR login with password=hunter2-Xy failed')[0]).not.toContain('hunter2');
});
