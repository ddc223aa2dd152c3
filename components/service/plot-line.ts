import type { Signal } from '#/lib/domain/telemetry.ts';

/** One line of a chart; `right` gives it an axis of its own. */
export type Line = { signal: Signal; color: string; dashed?: boolean; right?: boolean };

/** A moment of a chart (unix ms) and where on the screen it was chosen (pixels). */
export type Point = { at: number; x: number; y: number };
