/** The four meanings that colour may carry, and `neutral` for none of them. */
export type Tone = 'healthy' | 'degraded' | 'failing' | 'unknown' | 'accent' | 'neutral';

export const toneText = {
  healthy: 'text-healthy',
  degraded: 'text-degraded',
  failing: 'text-failing',
  unknown: 'text-unknown',
  accent: 'text-accent',
  neutral: 'text-fg-muted',
} satisfies Record<Tone, string>;

export const toneSoft = {
  healthy: 'bg-healthy-soft text-healthy',
  degraded: 'bg-degraded-soft text-degraded',
  failing: 'bg-failing-soft text-failing',
  unknown: 'bg-unknown-soft text-unknown',
  accent: 'bg-accent-soft text-accent',
  neutral: 'bg-muted text-fg-muted',
} satisfies Record<Tone, string>;
