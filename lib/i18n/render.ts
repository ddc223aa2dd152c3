import { createTranslator } from 'use-intl/core';
import type { Language, Message } from '#/lib/domain/text.ts';
import { messages } from './messages/index.ts';

const translators = {
  en: translatorFor('en'),
  'zh-TW': translatorFor('zh-TW'),
} satisfies Record<Language, unknown>;

function translatorFor(locale: Language) {
  return createTranslator<Record<string, unknown>>({ locale, messages: messages[locale], timeZone: 'UTC' }) as unknown as (
    key: string,
    values: Record<string, string | number>,
  ) => string;
}

/** A stored sentence in the reader's language. Values are put in as plain text: they are data. */
export function renderMessage(text: Message, language: Language): string {
  const values = Object.fromEntries(
    Object.entries(text.values).map(([name, value]) => [name, typeof value === 'object' ? renderMessage(value, language) : value]),
  );
  if (text.key === 'literal') return String(values.text ?? '');
  if (text.key === 'paragraphs') return Object.values(values).join('\n\n');
  // Chinese puts no space between sentences.
  if (text.key === 'sentences') return Object.values(values).join(language === 'zh-TW' ? '' : ' ');
  if (text.key === 'lines') return Object.values(values).join('\n');
  return translators[language](text.key, values);
}
