import type { Token } from '#/lib/contract/tokens.ts';

export type TokenState = 'active' | 'expired' | 'revoked';

/** Whether a token still opens anything; `now` in unix milliseconds. */
export function tokenState(token: Pick<Token, 'expires_at' | 'revoked_at'>, now: number): TokenState {
  if (token.revoked_at) return 'revoked';
  return token.expires_at !== null && Date.parse(token.expires_at) <= now ? 'expired' : 'active';
}

export const expiryChoices = ['30', '90', '365', 'never'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

/** The moment that a choice stands for, days from `now`; null for never. */
export function expiryOf(choice: ExpiryChoice, now: number): string | null {
  return choice === 'never' ? null : new Date(now + Number(choice) * 86_400_000).toISOString();
}

/** `a, b` as a list of team names; without names the token sees only what is everyone's. */
export function teamsOf(text: string): string[] {
  return [...new Set(text.split(/[,\s，、]+/).filter((name) => name !== ''))];
}
