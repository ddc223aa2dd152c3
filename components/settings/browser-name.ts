/** In this order, because each names the ones after it too. */
const browsers = [
  ['Edge', /Edg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/],
] as const;
const systems = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11/],
] as const;

/** `Chrome 140, Linux` from a User-Agent header, enough to recognise one's own; null when it says nothing known. */
export function browserName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const browser = browsers
    .map(([name, pattern]) => [name, pattern.exec(userAgent)?.[1]] as const)
    .find(([, version]) => version !== undefined);
  if (!browser) return null;
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const named = `${browser[0]} ${browser[1] ?? ''}`.trim();
  return system ? `${named}, ${system}` : named;
}
