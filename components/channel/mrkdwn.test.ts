import { expect, test } from 'vitest';
import { parseMrkdwn } from './mrkdwn.ts';

test('reads what our messages are made of, and takes everything else as text', () => {
  expect(parseMrkdwn(':red_circle: *Firing* since 12:00 &lt;b&gt; &amp;amp;')).toEqual([
    { kind: 'emoji', text: '🔴' },
    { kind: 'text', text: ' ' },
    { kind: 'bold', text: 'Firing' },
    { kind: 'text', text: ' since 12:00 <b> &amp;' },
  ]);
  expect(parseMrkdwn('```\nError: *no* :x:\n```')).toEqual([{ kind: 'code', text: 'Error: *no* :x:' }]);
  expect(parseMrkdwn('at 12:30:45 a * b')).toEqual([
    { kind: 'text', text: 'at 12' },
    { kind: 'text', text: ':30:' },
    { kind: 'text', text: '45 a * b' },
  ]);
});
