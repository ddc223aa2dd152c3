import type { LogLine } from '#/lib/domain/telemetry.ts';
import { createFloodGate } from './flood.ts';
import { guessLevel } from './level.ts';

/** Longest line that is kept, in bytes; the rest is cut off and said so. */
export const MAX_LINE_BYTES = 8192;

export type CapturedLine = { at: Date; stream: 'stdout' | 'stderr'; level: LogLine['level']; line: string };
type Clock = () => number;

/** A line as it is stored: NUL cannot be, and a carriage return before the line end is not part of it. */
function toText(bytes: Buffer, cut: number): string {
  const text = bytes.toString('utf8').replace(/\r$/, '').replaceAll('\0', '\uFFFD');
  return cut > 0 ? `${text} … [${cut} bytes cut]` : text;
}

/** Splits a byte stream into lines without ever holding more than one cut line. */
function createSplitter(onLine: (bytes: Buffer, cut: number) => void) {
  let held: Buffer[] = [];
  let kept = 0;
  let cut = 0;
  const keep = (piece: Buffer) => {
    const room = Math.max(0, MAX_LINE_BYTES - kept);
    if (room > 0 && piece.length > 0) held.push(piece.subarray(0, room));
    kept += Math.min(room, piece.length);
    cut += Math.max(0, piece.length - room);
  };
  const end = () => {
    onLine(held.length === 1 && held[0] ? held[0] : Buffer.concat(held), cut);
    held = [];
    kept = 0;
    cut = 0;
  };
  return {
    push(chunk: Buffer) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        keep(chunk.subarray(from, at));
        end();
        from = at + 1;
      }
      if (from < chunk.length) keep(Buffer.from(chunk.subarray(from)));
    },
    /** A last line without an end is a line too. */
    close() {
      if (kept > 0 || cut > 0) end();
    },
  };
}

/**
 * Turns what one instance writes into lines. A flood is thinned out by a gate that is shared by both
 * streams; how many lines it dropped is said by a line of our own, and the last ones before the end are kept.
 */
export function createOutput(emit: (line: CapturedLine) => void, now: Clock = Date.now) {
  const gate = createFloodGate<{ stream: 'stdout' | 'stderr'; bytes: Buffer; cut: number; at: number }>();
  const write = (stream: 'stdout' | 'stderr', line: string, at: number) => {
    if (line.trim() !== '') emit({ at: new Date(at), stream, level: guessLevel(line), line });
  };
  const tell = (dropped: number, at: number) => {
    if (dropped > 0)
      emit({
        at: new Date(at),
        stream: 'stderr',
        level: 'warn',
        line: `[agent] ${dropped} lines dropped: the instance wrote more than can be kept`,
      });
  };
  const splitter = (stream: 'stdout' | 'stderr') =>
    createSplitter((bytes, cut) => {
      const at = now();
      tell(gate.dueNote(at), at);
      if (gate.admit({ stream, bytes, cut, at }, at)) write(stream, toText(bytes, cut), at);
    });
  const splitters = { stdout: splitter('stdout'), stderr: splitter('stderr') };
  return {
    push: (stream: 'stdout' | 'stderr', chunk: Buffer) => splitters[stream].push(chunk),
    /** To be called about once a second, so that a flood that has ended is told of. */
    tick: () => tell(gate.dueNote(now()), now()),
    /** After the end of the process: everything that is still held comes out now. */
    close() {
      splitters.stdout.close();
      splitters.stderr.close();
      const rest = gate.drain();
      tell(rest.dropped, now());
      for (const item of rest.last) write(item.stream, toText(item.bytes, item.cut), item.at);
    },
  };
}
