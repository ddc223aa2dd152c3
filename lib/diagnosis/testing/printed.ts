import type { LogLine } from '#/lib/domain/telemetry.ts';
import { T0 } from './scene.ts';

/** Lines as one instance printed them, one a second from `start` (unix ms) on, unless `every` (ms) says otherwise. */
export function printed(
  lines: readonly string[],
  given: { start?: number; every?: number; version?: string; instance?: string } = {},
): LogLine[] {
  const { start = T0, every = 1_000, version = '1.0.0', instance = 'i-1' } = given;
  return lines.map((line, index) => ({
    at: new Date(start + index * every).toISOString(),
    instance,
    version,
    stream: 'stdout',
    level: levelIn(line),
    line,
  }));
}

/** The level of a structured line, as the platform reads it. */
function levelIn(line: string): LogLine['level'] {
  return (/"level":"(fatal|error|warn|info|debug)"/.exec(line)?.[1] ?? null) as LogLine['level'];
}
