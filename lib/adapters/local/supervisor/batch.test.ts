import { describe, expect, it } from 'vitest';
import { createBatch } from './batch.ts';

const refusal = (code: string) => Object.assign(new Error(code), { code });

function setUp(answer: (rows: number[]) => void, capacity = 10_000) {
  const written: number[] = [];
  const problems: number[] = [];
  let lost = 0;
  const batch = createBatch<number>({
    write: async (rows) => {
      answer(rows);
      written.push(...rows);
    },
    capacity,
    onProblem: ({ waiting }) => problems.push(waiting),
    onLost: (count) => (lost += count),
  });
  return { batch, written, problems, lost: () => lost };
}

describe('a batch', () => {
  it('is written in order and completely', async () => {
    const { batch, written } = setUp(() => undefined);
    for (let row = 0; row < 1234; row += 1) batch.push(row);
    await batch.flush();
    batch.stop();
    expect(written).toEqual(Array.from({ length: 1234 }, (_, row) => row));
  });

  it('waits while the database is away and says so once', async () => {
    let away = true;
    const { batch, written, problems } = setUp(() => {
      if (away) throw refusal('ECONNREFUSED');
    });
    batch.push(1);
    await expect(batch.flush()).rejects.toThrow('ECONNREFUSED');
    await expect(batch.flush()).rejects.toThrow('ECONNREFUSED');
    batch.push(2);
    away = false;
    await batch.flush();
    batch.stop();
    expect(written).toEqual([1, 2]);
    expect(problems).toEqual([1]);
  });

  it('drops the one row that cannot be stored, not its neighbours', async () => {
    const { batch, written } = setUp((rows) => {
      if (rows.includes(7)) throw refusal('22021');
    });
    for (let row = 0; row < 20; row += 1) batch.push(row);
    await batch.flush();
    batch.stop();
    expect(written).toHaveLength(19);
  });

  it('never holds more than its capacity and tells how many were lost', async () => {
    const { batch, written, lost } = setUp(() => undefined, 100);
    for (let row = 0; row < 250; row += 1) batch.push(row);
    expect(batch.size()).toBeLessThanOrEqual(100);
    await batch.flush();
    batch.stop();
    expect(written.at(-1)).toBe(249);
    expect(written.length + lost()).toBe(250);
  });

  it('bounds what rows weigh together when they differ', () => {
    const batch = createBatch<string>({
      write: () => Promise.resolve(),
      capacity: 1000,
      weigh: (row) => row.length,
      onProblem: () => undefined,
    });
    for (let row = 0; row < 50; row += 1) batch.push('x'.repeat(100));
    batch.stop();
    expect(batch.size()).toBeLessThanOrEqual(10);
  });
});
