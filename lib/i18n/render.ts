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
    values: Message['values'],
  ) => string;
}

/** A stored sentence in the reader's language. Values are put in as plain text: they are data. */
export function renderMessage(text: Message, language: Language): string {
  if (text.key === 'literal') return String(text.values.text ?? '');
  return translators[language](text.key, text.values);
}
