const kinds = {
  CredentialsSignin: 'wrong',
  too_many_requests: 'tooMany',
  network: 'network',
  SessionRequired: 'ended',
  no_role: 'noRole',
  disabled: 'disabled',
  no_email: 'noEmail',
  email_taken: 'emailTaken',
  unavailable: 'unavailable',
  OAuthSignin: 'unavailable',
  OAuthCallback: 'notConfirmed',
  Callback: 'notConfirmed',
} as const;

export type ErrorKind = (typeof kinds)[keyof typeof kinds] | 'other';

/** next-auth's error words and our own codes, as far as they need words of their own. */
export function kindOf(error: string): ErrorKind {
  return Object.hasOwn(kinds, error) ? kinds[error as keyof typeof kinds] : 'other';
}
