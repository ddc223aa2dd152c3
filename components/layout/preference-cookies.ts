import { z } from 'zod';

/** How the page looks, remembered by the browser and read by the server, so that nothing flashes. */
export const THEME_COOKIE = 'theme';
export const RAIL_COOKIE = 'rail';
export const LANGUAGE_COOKIE = 'locale';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;
export const railSchema = z.enum(['wide', 'narrow']);
export type RailWidth = z.infer<typeof railSchema>;

const YEAR_SECONDS = 31_536_000;

/** Remembers one preference for a year. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
