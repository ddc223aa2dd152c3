import { roles, type Role } from '#/lib/domain/actor.ts';

export type Claims = Record<string, unknown>;

/** The role that each of the issuer's role names stands for. */
const roleNames: Readonly<Record<string, Role>> = { admin: 'admin', 'sre-operator': 'operator', viewer: 'viewer' };

const MAX_TEAMS = 100;
const MAX_NAME = 100;

/**
 * What stands at a dotted path, e.g. `realm_access.roles`; undefined where there is nothing. A claim
 * whose own name holds dots (`https://example.com/roles`) is found by its whole name first.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (node, name) => (typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? (node as Claims)[name] : undefined),
      claims,
    );
}

/** A claim as names: an array of strings, or one string with names between spaces or commas, as some issuers write it. */
export function namesAt(claims: Claims, path: string): string[] {
  const value = claimAt(claims, path);
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

/** The highest role that the claims give; null when they give none, which admits nobody. */
export function roleAt(claims: Claims, path: string): Role | null {
  const given = namesAt(claims, path).map((name) => (Object.hasOwn(roleNames, name) ? roleNames[name] : undefined));
  return roles.findLast((role) => given.includes(role)) ?? null;
}

/** The teams that the claims give. Keycloak writes groups as paths (`/payments`), so a leading slash is no part of the name. */
export function teamsAt(claims: Claims, path: string): string[] {
  const names = namesAt(claims, path).map((name) => name.replace(/^\//, ''));
  return [...new Set(names)].filter((name) => name !== '' && name.length <= MAX_NAME).slice(0, MAX_TEAMS);
}
