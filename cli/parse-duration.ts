const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, y: 365 * 86_400_000 } as const;

/** `90m`, `12h`, `30d` or `1y` in milliseconds; throws on anything else. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,5})([mhdy])$/.exec(text) ?? [];
  if (!amount || !(unit === 'm' || unit === 'h' || unit === 'd' || unit === 'y'))
    throw new Error(`"${text}" is not a duration: write 90m, 12h, 30d or 1y`);
  return Number(amount) * UNITS[unit];
}
