import { isRecord, jsonOf } from '#/components/data/json-shape.ts';
import type { Turn } from './ask-context.tsx';

export type Conversation = { id: string | null; turns: readonly Turn[] };
export const noConversation: Conversation = { id: null, turns: [] };

const KEY = 'ask.conversation';
/** Older turns are still found among the diagnoses. */
const MOST_TURNS = 20;

/** The conversation as text for the tab's storage. */
export function written({ id, turns }: Conversation): string {
  return JSON.stringify({ id, turns: turns.slice(-MOST_TURNS) });
}

/** The conversation that a text holds; an empty one for whatever else it is. */
export function read(text: string | null): Conversation {
  const value = text === null ? undefined : jsonOf(text);
  if (!isRecord(value) || !Array.isArray(value.turns)) return noConversation;
  const turns = value.turns
    .filter(isRecord)
    .flatMap(({ id, question }) => (typeof id === 'string' && typeof question === 'string' ? [{ id, question }] : []));
  return { id: typeof value.id === 'string' ? value.id : null, turns };
}

/** The tab's conversation survives a reload; a browser that keeps nothing loses only that. */
export function recall(): Conversation {
  try {
    return read(sessionStorage.getItem(KEY));
  } catch {
    return noConversation;
  }
}

export function keep(conversation: Conversation): void {
  try {
    sessionStorage.setItem(KEY, written(conversation));
  } catch {
    // A full or forbidden store: the conversation lives as long as the page.
  }
}
