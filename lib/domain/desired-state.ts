import type { FieldChange } from './change.ts';
import { isSecret } from './redact.ts';
import { REDACTED } from './words.ts';
import type { FlagValue } from './service.ts';

/** Everything about a service that a deployment can change, apart from its version. */
export type DesiredState = {
  config: Record<string, string>;
  /** Keys of `config` whose values are never shown again. */
  secretKeys: string[];
  flags: Record<string, FlagValue>;
  replicas: number;
  stopped: boolean;
};

export type ConfigPatch = { set?: Record<string, string>; unset?: string[]; secret_keys?: string[] };

/** Most bytes of keys and values together, so that an environment can always be handed to a process. */
export const MAX_CONFIG_BYTES = 256 * 1024;

/** The configuration after a patch. What looks like a secret is one without being called so; a key that is unset is none any more. */
export function patchConfig(state: DesiredState, patch: ConfigPatch): DesiredState {
  const unset = new Set(patch.unset ?? []);
  const config = { ...Object.fromEntries(Object.entries(state.config).filter(([key]) => !unset.has(key))), ...patch.set };
  const evident = Object.entries(patch.set ?? {}).flatMap(([key, value]) => (isSecret(key, value) ? [key] : []));
  const secretKeys = [...new Set([...state.secretKeys, ...(patch.secret_keys ?? []), ...evident])]
    .filter((key) => Object.hasOwn(config, key))
    .sort();
  return { ...state, config, secretKeys };
}

/** Bytes that a configuration takes in UTF-8, keys and values. */
export function configBytes(config: Record<string, string>): number {
  const encoder = new TextEncoder();
  return Object.entries(config).reduce((sum, [key, value]) => sum + encoder.encode(key).length + encoder.encode(value).length + 2, 0);
}

/** What differs, as it may be shown: of a secret only that it changed. A key that becomes a secret counts as changed. */
export function stateChanges(before: DesiredState, after: DesiredState): FieldChange[] {
  return [
    ...configChanges(before, after),
    ...valueChanges('flags', before.flags, after.flags),
    ...(before.replicas === after.replicas ? [] : [{ path: 'replicas', before: before.replicas, after: after.replicas }]),
    ...(before.stopped === after.stopped ? [] : [{ path: 'stopped', before: before.stopped, after: after.stopped }]),
  ];
}

/** The same changes without the values of these keys: what has become a secret later is hidden in what was written before, too. */
export function hideSecrets(changes: FieldChange[], secretKeys: readonly string[]): FieldChange[] {
  const secret = new Set(secretKeys.map((key) => `config.${key}`));
  const hide = (value: FieldChange['before']) => (value === null ? null : REDACTED);
  return changes.map((change) =>
    secret.has(change.path) ? { ...change, before: hide(change.before), after: hide(change.after) } : change,
  );
}

/** Changes that somebody else reports, without the values that give away that they are secrets. */
export function hideEvidentSecrets(changes: FieldChange[]): FieldChange[] {
  const hide = (path: string, value: FieldChange['before']) =>
    isSecret(path.split('.').at(-1) ?? path, typeof value === 'object' && value !== null ? JSON.stringify(value) : value)
      ? REDACTED
      : value;
  return changes.map((change) => ({ ...change, before: hide(change.path, change.before), after: hide(change.path, change.after) }));
}

/** True when every change is a new value of a secret that was one before. */
export function isSecretRotation(before: DesiredState, changes: FieldChange[]): boolean {
  const secret = new Set(before.secretKeys.map((key) => `config.${key}`));
  return changes.length > 0 && changes.every((change) => secret.has(change.path) && change.before !== null && change.after !== null);
}

function configChanges(before: DesiredState, after: DesiredState): FieldChange[] {
  const newlySecret = after.secretKeys.filter((key) => Object.hasOwn(before.config, key) && !before.secretKeys.includes(key));
  const plain = valueChanges('config', before.config, after.config);
  const marked = newlySecret
    .filter((key) => before.config[key] === after.config[key])
    .map((key): FieldChange => ({ path: `config.${key}`, before: REDACTED, after: REDACTED }));
  const shown = hideSecrets(plain, [...before.secretKeys, ...after.secretKeys]);
  return [...shown, ...marked].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function valueChanges(prefix: string, before: Record<string, FlagValue>, after: Record<string, FlagValue>): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  // A key may be called like something that every object has.
  const own = (values: Record<string, FlagValue>, key: string) => (Object.hasOwn(values, key) ? (values[key] ?? null) : null);
  return keys
    .map((key) => ({ path: `${prefix}.${key}`, before: own(before, key), after: own(after, key) }))
    .filter((change) => change.before !== change.after);
}
