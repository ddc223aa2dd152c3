import { z } from 'zod';

/**
 * A sentence that is stored without a language: a key of `lib/i18n/messages` and the values it is
 * filled with. It becomes a string when a reader's language is known. Telemetry, names and other
 * people's words travel as values: they are data, never a key and never markup.
 */
export type Message = { key: string; values: Record<string, string | number | Message> };
export const messageSchema: z.ZodType<Message> = z.object({
  key: z.string().min(1),
  /** A value may be a sentence itself, rendered before it is put in. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.lazy(() => messageSchema)])),
});

/** Builds a Message; `values` may be left out for a sentence without blanks. */
export function message(key: string, values: Message['values'] = {}): Message {
  return { key, values };
}

/** Text that somebody wrote, shown as it is in every language. */
export function literal(text: string): Message {
  return { key: 'literal', values: { text } };
}

/** Paragraphs of one text, each in the reader's language, with an empty line between them. */
export function paragraphs(...parts: Message[]): Message {
  return { key: 'paragraphs', values: Object.fromEntries(parts.map((part, index) => [`p${String(index).padStart(3, '0')}`, part])) };
}

/** Sentences of one paragraph, each in the reader's language, set one behind the other as that language does it. */
export function sentences(...parts: Message[]): Message {
  return { ...paragraphs(...parts), key: 'sentences' };
}

/** Lines of one text, each in the reader's language: the rows of a list. */
export function lines(...parts: Message[]): Message {
  return { ...paragraphs(...parts), key: 'lines' };
}

export const languages = ['en', 'zh-TW'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;
