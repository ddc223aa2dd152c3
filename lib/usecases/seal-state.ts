import type { Context } from '#/lib/context.ts';
import type { DesiredState } from '#/lib/domain/desired-state.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { ServiceRow } from './resolve-service.ts';

/**
 * A desired state as it may be stored: the value of every secret key encrypted, and what is a secret now
 * still one in a state from before it was. AppError `unavailable` when there is a secret and no key.
 */
export function sealState(ctx: Context, service: ServiceRow, state: DesiredState): DesiredState {
  const owner = serviceKey(service);
  const secretKeys = [...new Set([...state.secretKeys, ...service.secretKeys])].filter((key) => Object.hasOwn(state.config, key)).sort();
  const secret = new Set(secretKeys);
  const sealed = Object.entries(state.config).map(([key, value]) => [key, secret.has(key) ? ctx.vault.seal(owner, key, value) : value]);
  return { ...state, config: Object.fromEntries(sealed) as Record<string, string>, secretKeys };
}
