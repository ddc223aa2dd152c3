import { languages, type Language } from '#/lib/domain/text.ts';
import { LOCALE_COOKIE, readCookie } from '#/lib/auth/cookies.ts';

/** The language that a tag stands for: every kind of Chinese is answered in the Chinese we have. */
function matching(tag: string): Language | undefined {
  const wanted = tag.trim().toLowerCase();
  if (wanted === 'zh' || wanted.startsWith('zh-')) return 'zh-TW';
  return languages.find((language) => wanted === language.toLowerCase() || wanted.startsWith(`${language.toLowerCase()}-`));
}

function preferred(header: string | null): Language | undefined {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry, order) => ({ tag: entry.split(';')[0] ?? '', quality: Number(/;\s*q=([\d.]+)/.exec(entry)?.[1] ?? 1), order }))
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)
    .map((entry) => matching(entry.tag))
    .find((language) => language !== undefined);
}

/** The reader's language: `?language=`, the switch in the header (a cookie), `Accept-Language`, English. */
export function requestLanguage(url: URL, headers: Headers): Language {
  const asked = url.searchParams.get('language') ?? readCookie(headers.get('cookie'), LOCALE_COOKIE);
  return (asked ? matching(asked) : undefined) ?? preferred(headers.get('accept-language')) ?? 'en';
}
