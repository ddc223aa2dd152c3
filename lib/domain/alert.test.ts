import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalOf, isWatchdog, remember, severityOf, skewOf, type AlertMemory } from './alert.ts';

type Received = { status: 'firing' | 'resolved'; startsAt: Date; endsAt: Date | null };

const NOTHING: AlertMemory = { latestStart: null, latestEnd: null, open: false };
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const firing = (start: number): Received => ({ status: 'firing', startsAt: at(start), endsAt: null });
const resolved = (start: number, end: number): Received => ({ status: 'resolved', startsAt: at(start), endsAt: at(end) });

function after(alerts: readonly Received[]): { memory: AlertMemory; opened: number } {
  let memory = NOTHING;
  let opened = 0;
  for (const alert of alerts) {
    if (arrivalOf(memory, alert) === 'opens') opened += 1;
    memory = remember(memory, alert);
  }
  return { memory, opened };
}

test('a firing alert opens, repeats touch, the end closes once', () => {
  const story = [firing(1), firing(1), resolved(1, 5), resolved(1, 5)];
  let memory = NOTHING;
  const arrivals = story.map((alert) => {
    const arrival = arrivalOf(memory, alert);
    memory = remember(memory, alert);
    return arrival;
  });
  expect(arrivals).toEqual(['opens', 'repeats', 'closes', 'tombstone']);
});

test('a firing that comes after its own end is late and opens nothing', () => {
  expect(after([resolved(1, 5), firing(1)])).toMatchObject({ opened: 0, memory: { open: false } });
});

test('a repetition of an earlier stretch is late, and does not move the start of the one that is open', () => {
  const { memory } = after([firing(1), resolved(1, 5), firing(10)]);
  expect(arrivalOf(memory, firing(1))).toBe('late');
  expect(arrivalOf(memory, firing(9))).toBe('repeats');
});

test('the end of an earlier stretch does not close a later one', () => {
  expect(after([firing(10), resolved(1, 5)]).memory.open).toBe(true);
  expect(after([firing(10), firing(1), resolved(1, 5)]).memory.open).toBe(true);
});

test('any order, with repetitions and drifting starts, ends as the orderly run does and opens no more often', () => {
  // Stretches one after the other; each is told of once or more, its start drifting earlier, and may still be open at the end.
  const story = fc
    .array(
      fc.record({ gap: fc.integer({ min: 2, max: 9 }), length: fc.integer({ min: 2, max: 9 }), repeats: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .chain((stretches) => fc.tuple(fc.constant(stretches), fc.boolean()))
    .map(([stretches, open]) => {
      let clock = 10;
      return stretches.flatMap(({ gap, length, repeats }, index) => {
        const start = clock + gap;
        clock = start + length;
        const told = Array.from({ length: repeats }, (_unused, repeat) => firing(repeat === 0 ? start : start - 1));
        return open && index === stretches.length - 1 ? told : [...told, ...Array.from({ length: repeats }, () => resolved(start, clock))];
      });
    });
  fc.assert(
    fc.property(
      story.chain((alerts) =>
        fc.tuple(fc.constant(alerts), fc.shuffledSubarray(alerts, { minLength: alerts.length, maxLength: alerts.length })),
      ),
      ([orderly, shuffled]) => {
        const [expected, got] = [after(orderly), after(shuffled)];
        expect(got.memory.open).toBe(expected.memory.open);
        expect(got.opened).toBeLessThanOrEqual(expected.opened);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('severity is read from the words that senders use, and is a warning when none is known', () => {
  expect(severityOf({ severity: 'Critical' })).toBe('critical');
  expect(severityOf({ severity: 'page' })).toBe('critical');
  expect(severityOf({ priority: 'P3' })).toBe('info');
  expect(severityOf({ severity: 'purple' })).toBe('warning');
  expect(severityOf({})).toBe('warning');
});

test('a sender whose clock runs far ahead is told of, one that is late is not', () => {
  expect(skewOf({ startsAt: at(60), endsAt: null }, at(0))).toBe(3600);
  expect(skewOf({ startsAt: at(0), endsAt: null }, at(60))).toBeNull();
});

test('the watchdog is known by its name', () => {
  expect(isWatchdog({ name: 'Watchdog' })).toBe(true);
  expect(isWatchdog({ name: 'WatchdogTimeout' })).toBe(false);
});
