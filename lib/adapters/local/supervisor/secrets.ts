import type { Vault } from '#/lib/db/vault.ts';
import type { DesiredRow } from './store.ts';

type Config = Record<string, string>;

/** The configuration as a process is given it. Throws UnreadableSecret; what it answers is stored nowhere. */
export function opened(vault: Vault, owner: string, config: Config): Config {
  return mapped(config, (key, value) => vault.open(owner, key, value));
}

/**
 * What is wanted with its secrets under the current key: the agent writes down what served last, and must
 * not bring back a key that has been rotated away. What cannot be opened stays as it is.
 */
export function withRenewedSecrets(vault: Vault, owner: string, row: DesiredRow): DesiredRow {
  const renew = (config: Config) => mapped(config, (key, value) => vault.renew(owner, key, value));
  return { ...row, config: renew(row.config), serving: row.serving && { ...row.serving, config: renew(row.serving.config) } };
}

function mapped(config: Config, change: (key: string, value: string) => string): Config {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, change(key, value)]));
}
