import type { ConfigPatch } from '#/lib/contract/services.ts';
import { REDACTED } from '#/lib/domain/words.ts';

/** What was typed but not saved: a new value for a key, or null to remove it; and keys to be kept secret from now on. */
export type ConfigDraft = { values: Record<string, string | null>; secrets: readonly string[] };
export const emptyDraft: ConfigDraft = { values: {}, secrets: [] };

type Current = { config: Record<string, string>; secret_keys: readonly string[] };
export type DraftEntry = { path: string; before: string | null; after: string | null };

/** Keys in which the draft differs from what is, by name. Any new value of a secret is a difference: the old one is not known here. */
function changedKeys({ config, secret_keys }: Current, draft: ConfigDraft): string[] {
  return Object.keys(draft.values)
    .filter((key) => {
      const after = draft.values[key] ?? null;
      if (after === null) return key in config;
      return secret_keys.includes(key) || config[key] !== after;
    })
    .sort();
}

/** The differences as they are shown before saving; secrets by their presence only. */
export function draftEntries(current: Current, draft: ConfigDraft): DraftEntry[] {
  const hidden = new Set([...current.secret_keys, ...draft.secrets]);
  return changedKeys(current, draft).map((key) => {
    const before = current.config[key] ?? null;
    const after = draft.values[key] ?? null;
    const show = (value: string | null) => (value !== null && hidden.has(key) ? REDACTED : value);
    return { path: key, before: show(before), after: show(after) };
  });
}

/** What to send for it. */
export function draftPatch(current: Current, draft: ConfigDraft): ConfigPatch {
  const keys = changedKeys(current, draft);
  const set = Object.fromEntries(
    keys.flatMap((key) => {
      const value = draft.values[key];
      return typeof value === 'string' ? [[key, value]] : [];
    }),
  );
  const unset = keys.filter((key) => (draft.values[key] ?? null) === null);
  const secrets = draft.secrets.filter((key) => key in set);
  return {
    ...(Object.keys(set).length > 0 && { set }),
    ...(unset.length > 0 && { unset }),
    ...(secrets.length > 0 && { secret_keys: secrets }),
  };
}
