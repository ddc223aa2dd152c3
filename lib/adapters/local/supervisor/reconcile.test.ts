import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, reconcile, type Seen } from './reconcile.ts';

const wanted = (more: object = {}) => ({ generation: 2, hash: 'new', replicas: 2, restart: false, ...more });
const seen = (id: string, more: Partial<Seen> = {}): Seen => ({ id, generation: 1, hash: 'old', ready: true, serving: true, ...more });
const fresh = (id: string, more: Partial<Seen> = {}) => seen(id, { generation: 2, hash: 'new', serving: false, ready: false, ...more });

describe('reconciling', () => {
  it('starts everything when nothing runs', () => {
    expect(reconcile(wanted(), [])).toEqual({ adopt: [], start: 2, stop: [], route: [], serves: false });
  });

  it('routes to first instances as they become ready when there is nothing older', () => {
    expect(reconcile(wanted(), [fresh('a', { ready: true }), fresh('b')])).toEqual({
      adopt: [],
      start: 0,
      stop: [],
      route: ['a'],
      serves: true,
    });
  });

  it('lets the old serve while the new are not all ready', () => {
    expect(reconcile(wanted(), [seen('a'), seen('b'), fresh('c', { ready: true }), fresh('d')])).toEqual({
      adopt: [],
      start: 0,
      stop: [],
      route: ['a', 'b'],
      serves: false,
    });
  });

  it('switches and ends the old when all new ones are ready', () => {
    const all = [seen('a'), seen('b'), fresh('c', { ready: true }), fresh('d', { ready: true })];
    expect(reconcile(wanted(), all)).toEqual({ adopt: [], start: 0, stop: ['a', 'b'], route: ['c', 'd'], serves: true });
  });

  it('uses what is ready of the new when the old no longer serve', () => {
    expect(reconcile(wanted(), [seen('a', { ready: false }), fresh('c', { ready: true }), fresh('d')]).route).toEqual(['c']);
  });

  it('drops an attempt in between that never served, at once', () => {
    const decision = reconcile(wanted({ generation: 3, hash: 'newer' }), [seen('a'), fresh('b')]);
    expect(decision).toEqual({ adopt: [], start: 2, stop: ['b'], route: ['a'], serves: false });
  });

  it('takes the old ones back under a new name when they already are what is wanted', () => {
    const decision = reconcile(wanted({ generation: 3, hash: 'old' }), [seen('a'), seen('b'), fresh('c')]);
    expect(decision).toEqual({ adopt: ['a', 'b'], start: 0, stop: ['c'], route: ['a', 'b'], serves: true });
  });

  it('replaces them all the same when a restart was asked for', () => {
    const decision = reconcile(wanted({ generation: 3, hash: 'old', restart: true }), [seen('a'), seen('b')]);
    expect(decision).toEqual({ adopt: [], start: 2, stop: [], route: ['a', 'b'], serves: false });
  });

  it('does not take back what is not ready', () => {
    expect(reconcile(wanted({ hash: 'old' }), [seen('a', { ready: false }), seen('b')])).toMatchObject({ adopt: ['b'], start: 1 });
  });

  it('scales up beside what runs and down from what is least use', () => {
    expect(reconcile(wanted({ hash: 'old', replicas: 3 }), [seen('a'), seen('b')])).toEqual({
      adopt: ['a', 'b'],
      start: 1,
      stop: [],
      route: ['a', 'b'],
      serves: true,
    });
    const three = ['a', 'b', 'c'].map((id) => fresh(id, { ready: id !== 'a', serving: true }));
    expect(reconcile(wanted({ replicas: 1 }), three)).toEqual({ adopt: [], start: 0, stop: ['a', 'c'], route: ['b'], serves: true });
  });

  it('stops everything for no replicas', () => {
    expect(reconcile(wanted({ replicas: 0 }), [seen('a'), fresh('b')])).toEqual({
      adopt: [],
      start: 0,
      stop: ['a', 'b'],
      route: [],
      serves: false,
    });
  });

  it('never routes to what it stops or what is not ready, and never ends the last that serves', () => {
    const some = fc.record({
      generation: fc.integer({ min: 1, max: 3 }),
      hash: fc.constantFrom('old', 'new'),
      ready: fc.boolean(),
      serving: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), fc.boolean(), (items, replicas, restart) => {
        const all = items.map((item, index) => ({ ...item, id: String(index) }));
        const decision = reconcile({ generation: 3, hash: 'new', replicas, restart }, all);
        for (const id of decision.route) {
          expect(decision.stop).not.toContain(id);
          expect(all.find((item) => item.id === id)?.ready).toBe(true);
        }
        if (all.some((item) => item.ready && item.serving)) expect(decision.route.length).toBeGreaterThan(0);
        const kept =
          all.filter((item) => item.generation === 3 && !decision.stop.includes(item.id)).length + decision.adopt.length + decision.start;
        expect(kept).toBe(replicas);
      }),
    );
  });
});

describe('judging an attempt', () => {
  const attempt = { id: 'a', failedStarts: 0, late: null, exitReason: null };

  it('waits for the third end before it speaks of a crash loop', () => {
    expect(judge([{ ...attempt, failedStarts: 2, exitReason: 'Error' }])).toBeNull();
    expect(judge([attempt, { ...attempt, id: 'b', failedStarts: 3, exitReason: 'Error' }])).toEqual({
      reason: 'crash_loop',
      instance: 'b',
    });
  });
  it('is certain at once of a command that does not exist', () => {
    expect(judge([{ ...attempt, failedStarts: 1, exitReason: 'CommandNotFound' }])?.reason).toBe('command_not_found');
  });
  it('says whether a late one ever answered', () => {
    expect(judge([{ ...attempt, late: 'not_ready' }])?.reason).toBe('not_ready');
    expect(judge([{ ...attempt, late: 'start_deadline', failedStarts: 1, exitReason: 'StartDeadline' }])?.reason).toBe('start_deadline');
  });
  it('forgives what has become ready since', () => {
    expect(judge([{ ...attempt, exitReason: 'CommandNotFound' }])).toBeNull();
  });
});
