import { MAX_CONFIG_KEYS, type ConfigPatch } from '#/lib/contract/services.ts';
import { configBytes, MAX_CONFIG_BYTES, patchConfig, type DesiredState } from '#/lib/domain/desired-state.ts';
import { isSealed } from '#/lib/db/vault.ts';
import { AppError } from '#/lib/domain/errors.ts';

/** Applies a patch within the limits of a configuration; AppError `invalid_input` says which one it breaks. */
export function checkedConfig(state: DesiredState, patch: ConfigPatch, path = ''): DesiredState {
  const refuse = (field: string, text: string) => {
    const at = path === '' ? field : `${path}.${field}`;
    return new AppError('invalid_input', `${at}: ${text}`, { errors: [{ path: at, message: text }] });
  };
  const twice = (patch.unset ?? []).find((key) => Object.hasOwn(patch.set ?? {}, key));
  if (twice) throw refuse('unset', `"${twice}" is both set and unset.`);
  const after = patchConfig(state, patch);
  const stray = (patch.secret_keys ?? []).find((key) => !Object.hasOwn(after.config, key));
  if (stray) throw refuse('secret_keys', `"${stray}" has no value. Set it in the same call.`);
  const keys = Object.keys(after.config).length;
  if (keys > MAX_CONFIG_KEYS) throw refuse('set', `this would make ${keys} keys; at most ${MAX_CONFIG_KEYS} are possible.`);
  const bytes = configBytes(after.config);
  if (bytes > MAX_CONFIG_BYTES) throw refuse('set', `this would make ${bytes} bytes; at most ${MAX_CONFIG_BYTES} are possible.`);
  const nul = Object.entries(patch.set ?? {}).find(([, value]) => value.includes('\0'));
  if (nul) throw refuse(`set.${nul[0]}`, 'a value may not hold a NUL character.');
  const sealed = Object.entries(patch.set ?? {}).find(([, value]) => isSealed(value));
  if (sealed) throw refuse(`set.${sealed[0]}`, 'a value may not begin as encrypted ones do. Give the plain value.');
  return after;
}
