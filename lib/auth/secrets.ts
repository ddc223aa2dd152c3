import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const TOKEN = /^cp_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;
const SCRYPT = { N: 16_384, r: 8, p: 1, keylen: 32 } as const;
/** A well-formed hash that no password has: unknown users cost as much time as known ones. */
const NOBODY = `${'00'.repeat(16)}:${'00'.repeat(SCRYPT.keylen)}`;

/** A new API token: the whole text is shown once, `prefix` is listed, `hash` is stored. */
export function mintToken(): { token: string; prefix: string; hash: string } {
  const prefix = Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz012345'[byte % 32]).join('');
  const token = `cp_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { token, prefix, hash: hashToken(token) };
}

/** The prefix that a token is looked up by; null when it does not have the form of one. */
export function tokenPrefix(token: string): string | null {
  return TOKEN.exec(token)?.[1] ?? null;
}

/** SHA-256 in hex: a token has 256 random bits, so no slow hash is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares two hex digests in constant time. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, SCRYPT.keylen, { N: SCRYPT.N, r: SCRYPT.r, p: SCRYPT.p }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `salt:hash` in hex, by scrypt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(password, salt)).toString('hex')}`;
}

/** Whether the password fits; null (nobody, or a person without a password) takes as long and is false. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [salt = '', hash = ''] = (stored ?? NOBODY).split(':');
  const key = await derive(password, Buffer.from(salt, 'hex'));
  return sameDigest(key.toString('hex'), hash) && stored !== null;
}
