import { z } from 'zod';

/**
 * A sentence that is stored without a language: a key of `lib/i18n/messages` and the values it is
 * filled with. It becomes a string when a reader's language is known. Telemetry, names and other
 * people's words travel as values: they are data, never a key and never markup.
 */
export const messageSchema = z.object({
  key: z.string().min(1),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Message = z.infer<typeof messageSchema>;

/** Builds a Message; `values` may be left out for a sentence without blanks. */
export function message(key: string, values: Message['values'] = {}): Message {
  return { key, values };
}

/** Text that somebody wrote, shown as it is in every language. */
export function literal(text: string): Message {
  return { key: 'literal', values: { text } };
}

export const languages = ['en', 'zh-TW'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;
