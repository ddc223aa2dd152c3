import { z } from 'zod';
import { scopes } from './words.ts';

/** What a caller may be allowed to do. */
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

/** Roles of people; each includes the former. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The team that everybody belongs to; a service without an owner of its own is in it. */
export const EVERYONE = 'everyone';

/** Whoever acts: a signed-in person, a program with a token, or the control plane itself. */
export type Actor = {
  kind: 'user' | 'token' | 'system';
  /** Opaque id: of the user, of the token, or `system`. */
  id: string;
  /** The author name that stands in the audit log. */
  name: string;
  role: Role;
  scopes: readonly Scope[];
  /** Teams whose services the actor sees; `'*'` sees all. `everyone` is implied. */
  teams: readonly string[] | '*';
  /** A token that may name another author in `POST /api/v1/audit-logs`. */
  speaksForOthers: boolean;
};

/** The control plane acting on its own account, e.g. the watcher that records a failed rollout. */
export const SYSTEM: Actor = {
  kind: 'system',
  id: 'system',
  name: 'control-plane',
  role: 'admin',
  scopes,
  teams: '*',
  speaksForOthers: true,
};
