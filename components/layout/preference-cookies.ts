/** How the page looks, remembered by the browser and read by the server, so that nothing flashes. */
export const THEME_COOKIE = 'theme';
export const RAIL_COOKIE = 'rail';
export const LANGUAGE_COOKIE = 'locale';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const railWidths = ['wide', 'narrow'] as const;
export type RailWidth = (typeof railWidths)[number];

/** One of `choices` as a cookie remembers it; the first one when it remembers none. */
export function preferenceOf<T extends string>(choices: readonly [T, ...T[]], cookie: string | undefined): T {
  return choices.find((choice) => choice === cookie) ?? choices[0];
}

const YEAR_SECONDS = 31_536_000;

/** Remembers one preference for a year. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
