import { expect, test } from 'vitest';
import { eventSchemas } from '#/lib/contract/events.ts';
import { parseEvent } from './parse-event.ts';

test('an event is taken with its data', () => {
  expect(parseEvent('text', '{"delta":"a"}')).toEqual({ event: 'text', data: { delta: 'a' } });
  expect(parseEvent('replay-complete', '{}')).toEqual({ event: 'replay-complete', data: {} });
});

test('what is unknown, torn or of another shape is left out', () => {
  expect(parseEvent('weather', '{}')).toBeNull();
  expect(parseEvent(undefined, '{}')).toBeNull();
  expect(parseEvent('text', '{"del')).toBeNull();
  expect(parseEvent('text', '[]')).toBeNull();
  expect(parseEvent('step', '{"id":"s1"}')).toBeNull();
  expect(parseEvent('toString', '{}')).toBeNull();
});

test('every event of the contract is known', () => {
  for (const name of Object.keys(eventSchemas)) {
    const everything = {
      session_id: '',
      question: '',
      id: '',
      status: '',
      call_id: '',
      tool: '',
      kind: '',
      delta: '',
      attempt: 1,
      report: {},
      code: '',
      message: '',
    };
    expect(parseEvent(name, JSON.stringify(everything)), name).not.toBeNull();
  }
});
