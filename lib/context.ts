import type { Logger } from 'pino';
import type { Database } from './db/client.ts';
import type { Vault } from './db/vault.ts';
import type { Actor } from './domain/actor.ts';
import type { Language } from './domain/text.ts';
import type { Ports } from './ports.ts';

/** What every use case is given: who asks, under which request, and the world it may reach. */
export type Context = {
  actor: Actor;
  requestId: string;
  /** Aborts when the caller is gone or the deadline has passed. */
  signal: AbortSignal;
  /** The reader's language; Messages become strings in it. */
  language: Language;
  now: () => Date;
  db: Database;
  log: Logger;
  ports: Ports;
  /** Seals the secrets that are stored. */
  vault: Vault;
};
