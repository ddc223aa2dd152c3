/**
 * The path of our own origin that `target` names, or `/`. Everything that a browser could read as
 * another origin (`//host`, `/\host`, `https:…`, control characters) becomes `/`.
 */
export function ownPath(target: string | null | undefined): string {
  if (!target || !target.startsWith('/') || /[\u0000-\u001f\\]/.test(target)) return '/';
  const base = 'http://own.invalid';
  if (!URL.canParse(target, base)) return '/';
  const url = new URL(target, base);
  // "/.//host" is normalised to "//host", which would be another origin again.
  if (url.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
