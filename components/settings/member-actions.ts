import type { Member, MemberPatch, SessionsRevoked } from '#/lib/contract/members.ts';
import { send } from '#/components/data/api.ts';

export const MEMBERS_URL = '/api/v1/members';

const addressOf = (id: string) => `${MEMBERS_URL}/${encodeURIComponent(id)}`;

/** Changes a member and answers them as they are then. Throws ProblemError. */
export function changeMember(id: string, patch: MemberPatch): Promise<Member> {
  return send<Member>('PATCH', addressOf(id), patch);
}

/** Ends all sessions of a member. Throws ProblemError. */
export function signOutMember(id: string): Promise<SessionsRevoked> {
  return send<SessionsRevoked>('POST', `${addressOf(id)}/revoke-sessions`);
}
