/**
 * The security headers of a page. Scripts run by nonce only, nothing comes from another host, and
 * nobody may frame us; inline style attributes are the one concession, for the charts.
 */
export function pageHeaders(given: { nonce: string; https: boolean; development: boolean }): Record<string, string> {
  const policy = [
    "default-src 'self'",
    // React's development build evaluates strings to show where an error came from.
    `script-src 'self' 'nonce-${given.nonce}' 'strict-dynamic'${given.development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${given.development ? "'unsafe-inline'" : `'nonce-${given.nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(given.https ? ['upgrade-insecure-requests'] : []),
  ];
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(given.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
