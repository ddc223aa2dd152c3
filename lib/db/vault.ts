import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { AppError } from '#/lib/domain/errors.ts';

const PREFIX = 'enc:v1:';
const ENVELOPE = /^enc:v1:([0-9a-f]{8}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]{22,})$/;
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/**
 * Encrypts secrets for the database, and opens them where they are used. `owner` is what a value belongs
 * to and is bound to: `serviceKey(service)`, or `<kind>:<id>` for anything else.
 */
export type Vault = {
  /** Id of the key that seals; null when none is configured. */
  readonly current: string | null;
  /** The value as it is stored; one that is sealed already stays as it is. AppError `unavailable` without a key. */
  seal(owner: string, key: string, value: string): string;
  /** The value that was sealed; one that never was is answered as it is. Throws UnreadableSecret. */
  open(owner: string, key: string, stored: string): string;
  /** The same value sealed under the current key; as it is where that cannot be done. */
  renew(owner: string, key: string, stored: string): string;
};

/** A stored secret that cannot be opened; the message names owner, setting and remedy, never a value. */
export class UnreadableSecret extends Error {
  readonly key: string;
  constructor(owner: string, key: string, why: string) {
    super(`The secret ${key} of ${owner} cannot be read: ${why}`);
    this.name = 'UnreadableSecret';
    this.key = key;
  }
}

type Key = { id: string; encrypt: Buffer; nonce: Buffer };

/** Whether a stored value is a sealed one, or pretends to be. */
export function isSealed(value: string): boolean {
  return value.startsWith(PREFIX);
}

/**
 * A vault over ENCRYPTION_KEY, which seals, and the comma-separated ENCRYPTION_KEY_PREVIOUS, which
 * only open. Each is 32 bytes in base64 or hex; an Error names the variable that is not.
 */
export function openVault(given: { current?: string; previous?: string }): Vault {
  const current = given.current ? readKey('ENCRYPTION_KEY', given.current) : null;
  const older = (given.previous ?? '').split(',').filter((text) => text.trim() !== '');
  const known = new Map([...(current ? [current] : []), ...older.map((text) => readKey('ENCRYPTION_KEY_PREVIOUS', text))].map(byId));

  const seal: Vault['seal'] = (owner, key, value) => {
    if (isSealed(value)) return value;
    if (current) return encrypt(current, bound(owner, key), value);
    const remedy = 'Set it to 32 random bytes for web, worker and agent alike, e.g. from "openssl rand -base64 32".';
    throw new AppError('unavailable', `ENCRYPTION_KEY is not set, so the secret ${key} of ${owner} is not stored. ${remedy}`);
  };
  const open: Vault['open'] = (owner, key, stored) => {
    if (!isSealed(stored)) return stored;
    const [, id = '', nonce = '', body = ''] = ENVELOPE.exec(stored) ?? [];
    const unlocking = known.get(id);
    if (unlocking) return decrypt(unlocking, { owner, key, nonce, body });
    const why = id
      ? `it is encrypted under the key ${id}, which is neither ENCRYPTION_KEY nor among ENCRYPTION_KEY_PREVIOUS`
      : 'it is damaged';
    throw new UnreadableSecret(owner, key, `${why}. Add that key, or set the secret anew.`);
  };
  return {
    current: current?.id ?? null,
    seal,
    open,
    renew(owner, key, stored) {
      if (!current || stored.startsWith(`${PREFIX}${current.id}:`)) return stored;
      try {
        return seal(owner, key, open(owner, key, stored));
      } catch (error) {
        if (error instanceof UnreadableSecret) return stored;
        throw error;
      }
    },
  };
}

const byId = (key: Key) => [key.id, key] as const;

/** What a value is bound to, so that a row's writer cannot pass one service's secret off as another's. */
const bound = (owner: string, key: string) => Buffer.from(`${owner}\0${key}`);

function readKey(variable: string, text: string): Key {
  const trimmed = text.trim();
  const bytes = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (bytes.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed))
    throw new Error(`${variable} must be ${KEY_BYTES} random bytes in base64 or hex, e.g. from "openssl rand -base64 32".`);
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', bytes, '', `control-plane secrets ${use}`, KEY_BYTES));
  const id = createHash('sha256').update(derive('id')).digest('hex').slice(0, 8);
  return { id, encrypt: derive('encrypt'), nonce: derive('nonce') };
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a nonce that is a keyed hash of what is bound and sealed, in the
 * manner of RFC 5297: the same secret of an owner is stored alike, so states compare without being opened.
 */
function encrypt(key: Key, context: Buffer, value: string): string {
  const nonce = createHmac('sha256', key.nonce).update(context).update('\0').update(value).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key.encrypt, nonce).setAAD(context);
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${PREFIX}${key.id}:${nonce.toString('base64url')}:${body.toString('base64url')}`;
}

function decrypt(unlocking: Key, given: { owner: string; key: string; nonce: string; body: string }): string {
  const bytes = Buffer.from(given.body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', unlocking.encrypt, Buffer.from(given.nonce, 'base64url'), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound(given.owner, given.key)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new UnreadableSecret(given.owner, given.key, 'it was altered, or belongs elsewhere. Set the secret anew.');
  }
}
