/** Lines that may come at once, and how many a second afterwards. */
export const FLOOD_BURST = 2000;
export const FLOOD_PER_SECOND = 200;
const KEPT_LAST = 20;
const NOTE_EVERY_MS = 1000;

/**
 * A token bucket that remembers how many it turned away and the last of them: what a process writes
 * right before it ends matters most, however much it wrote before.
 */
export function createFloodGate<Item>() {
  let tokens = FLOOD_BURST;
  let filledAt = 0;
  let dropped = 0;
  let noteAt = 0;
  let last: Item[] = [];
  return {
    /** Whether the item may pass at this moment (unix ms). */
    admit(item: Item, at: number): boolean {
      tokens = Math.min(FLOOD_BURST, tokens + (Math.max(0, at - filledAt) / 1000) * FLOOD_PER_SECOND);
      filledAt = at;
      if (tokens >= 1) {
        tokens -= 1;
        // A later line that passed makes the earlier ones that did not uninteresting as "the last".
        if (last.length > 0) last = [];
        return true;
      }
      if (dropped === 0) noteAt = at + NOTE_EVERY_MS;
      dropped += 1;
      last.push(item);
      if (last.length > KEPT_LAST) last.shift();
      return false;
    },
    /** How many were dropped since the last note, once a second; 0 when there is nothing to say yet. */
    dueNote(at: number): number {
      if (dropped === 0 || at < noteAt) return 0;
      const count = dropped;
      dropped = 0;
      last = [];
      return count;
    },
    /** At the end: the last turned away, and how many others were. */
    drain(): { dropped: number; last: Item[] } {
      const rest = { dropped: Math.max(0, dropped - last.length), last };
      dropped = 0;
      last = [];
      return rest;
    },
  };
}
