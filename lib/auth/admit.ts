import { SYSTEM } from '#/lib/domain/actor.ts';
import { runtime } from '#/lib/runtime.ts';
import { admitMember, type Refusal } from '#/lib/usecases/admit-member.ts';
import type { Claims } from './claims.ts';
import { issuerOf } from './issuer.ts';
import { signInClaims } from './sign-in-claims.ts';

/** Lets in whoever comes back from the issuer, or says why not; `unavailable` when that could not be found out. */
export async function admit(idToken: Claims, accessToken: string | undefined): Promise<'admitted' | Refusal | 'unavailable'> {
  const { environment, context, log } = runtime();
  const issuer = issuerOf(environment);
  if (!issuer || typeof idToken.sub !== 'string') return 'unavailable';
  try {
    const claims = await signInClaims({ issuer, settings: environment }, idToken, accessToken);
    const outcome = await admitMember(context(SYSTEM), { issuer: issuer.url, subject: idToken.sub, ...claims });
    if (!('refusal' in outcome)) return 'admitted';
    log.info({ refusal: outcome.refusal, subject: idToken.sub }, 'sign-in refused');
    return outcome.refusal;
  } catch (error) {
    log.error({ err: error }, 'sign-in');
    return 'unavailable';
  }
}
