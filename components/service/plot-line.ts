import type { Signal } from '#/lib/domain/telemetry.ts';

/** One line of a chart; `right` gives it an axis of its own. */
export type Line = { signal: Signal; color: string; dashed?: boolean; right?: boolean };
