import { describe, expect, it } from 'vitest';
import { FLOOD_BURST } from './flood.ts';
import { guessLevel } from './level.ts';
import { createOutput, MAX_LINE_BYTES, type CapturedLine } from './output.ts';

function capture() {
  const lines: CapturedLine[] = [];
  const clock = { now: 1_000_000 };
  const output = createOutput(
    (line) => lines.push(line),
    () => clock.now,
  );
  const write = (text: string | Buffer, stream: 'stdout' | 'stderr' = 'stdout') => output.push(stream, Buffer.from(text));
  return { output, write, clock, lines, texts: () => lines.map((line) => line.line) };
}

describe('captured output', () => {
  it('is put together from pieces, line by line and by stream', () => {
    const { write, lines } = capture();
    write('one\ntw');
    write('oops\n', 'stderr');
    write('o\r\nthree');
    expect(lines.map(({ stream, line }) => [stream, line])).toEqual([
      ['stdout', 'one'],
      ['stderr', 'oops'],
      ['stdout', 'two'],
    ]);
  });

  it('keeps a character whole that comes in two pieces', () => {
    const { write, texts } = capture();
    const bytes = Buffer.from('證據\n');
    write(bytes.subarray(0, 2));
    write(bytes.subarray(2));
    expect(texts()).toEqual(['證據']);
  });

  it('gives out the last line without an end when the process has ended', () => {
    const { write, output, texts } = capture();
    write('fatal: no');
    output.close();
    expect(texts()).toEqual(['fatal: no']);
  });

  it('cuts a line that is too long and says by how much', () => {
    const { write, texts } = capture();
    for (let index = 0; index < 10; index += 1) write('x'.repeat(1000));
    write('\n');
    expect(texts()[0]).toBe(`${'x'.repeat(MAX_LINE_BYTES)} … [${10_000 - MAX_LINE_BYTES} bytes cut]`);
  });

  it('has nothing in it that the database cannot store', () => {
    const { write, texts } = capture();
    write(Buffer.from([0x61, 0, 0xff, 0x62, 10]));
    expect(texts()).toEqual(['a\uFFFD\uFFFDb']);
  });

  it('is thinned out in a flood, says so, and keeps the last lines before the end', () => {
    const { write, output, texts } = capture();
    for (let index = 0; index < 5000; index += 1) write(`line ${index}\n`);
    output.close();
    expect(texts()).toHaveLength(FLOOD_BURST + 1 + 20);
    expect(texts()[FLOOD_BURST]).toBe(`[agent] ${5000 - FLOOD_BURST - 20} lines dropped: the instance wrote more than can be kept`);
    expect(texts().at(-1)).toBe('line 4999');
  });

  it('tells of an ended flood without waiting for another line', () => {
    const { write, output, clock, texts } = capture();
    for (let index = 0; index < FLOOD_BURST + 7; index += 1) write(`${index}\n`);
    clock.now += 1000;
    output.tick();
    expect(texts().at(-1)).toMatch(/^\[agent\] 7 lines dropped/);
    write('again\n');
    expect(texts().at(-1)).toBe('again');
  });
});

describe('the level of a line', () => {
  it.each([
    ['{"level":30,"msg":"x"}', 'info'],
    ['{"level":"error","msg":"x"}', 'error'],
    ['{"time":1,"level":60}', 'fatal'],
    ['{"severity":"WARNING"}', 'warn'],
    ['{"msg":"no level"}', null],
    ['ERROR: it broke', 'error'],
    ['[warn] careful', 'warn'],
    ['2026-01-01T00:00:00.000Z INFO started', 'info'],
    ['2026-01-01 00:00:00,123 [ERROR] x', 'error'],
    ['TypeError: x is undefined', 'error'],
    ['Uncaught Error', 'error'],
    ['    at file.js:1:2', null],
    ['listening on 80', null],
    ['errors: 0', null],
    ['constructor called', null],
  ])('of %s is %s', (line, level) => {
    expect(guessLevel(line)).toBe(level);
  });
});
