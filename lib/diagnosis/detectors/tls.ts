import { logSymptom } from '../log-symptom.ts';

/** A certificate that is expired, not trusted, or of another name. */
export const tls = logSymptom({
  mode: 'auth.tls',
  name: 'tls',
  strength: 0.65,
  patterns: [
    /x509: certificate (?:has expired|is not valid|is valid for ([\w.*-]+)|signed by unknown authority)|x509: /i,
    /CERT_HAS_EXPIRED|certificate (?:has|is) expired|certificate is not yet valid|CertificateExpiredException|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|self[- ]signed certificate(?: in certificate chain|$)|unable to get (?:local )?issuer certificate/i,
    /ERR_TLS_CERT_ALTNAME_INVALID|Hostname\/IP does not match certificate|hostname '?([\w.-]+)'? doesn't match|No (?:name matching|subject alternative DNS name matching) ([\w.-]+) found/i,
    /CERTIFICATE_VERIFY_FAILED|certificate verify failed|SSL certificate problem|SSLHandshakeException|PKIX path (?:building|validation) failed|tls: (?:failed to verify|bad) certificate|remote certificate (?:is invalid|was rejected)|invalid peer certificate/i,
  ],
});
