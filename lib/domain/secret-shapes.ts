/**
 * Secrets that are known by their own shape, wherever they stand. Group 1, where there is one, is
 * kept before the placeholder; group 2 is the secret, or else the whole match. Every repetition is
 * bounded, or never fails to match, so that no text makes them slow.
 */
const B64 = 'A-Za-z0-9+/';
const URLSAFE = '-A-Za-z0-9_';

/** A prefix that its maker puts before every secret of one kind, and what follows it. Sources: the makers' own pages on secret scanning. */
const prefixed: [prefix: string, rest: string][] = [
  // Clouds.
  ['(?:AKIA|ASIA|ABIA|ACCA)', '[A-Z0-9]{16}'],
  ['IQoJb3JpZ2lu', `[${B64}=]{40,2000}`],
  ['FwoGZXIvYXdz', `[${B64}=]{40,2000}`],
  ['AIza', `[${URLSAFE}]{30,40}`],
  ['ya29\\.', `[${URLSAFE}.]{20,400}`],
  ['GOCSPX-', `[${URLSAFE}]{20,40}`],
  ['1//0', `[${URLSAFE}]{30,200}`],
  ['LTAI', '[A-Za-z0-9]{12,26}'],
  ['AKID', '[A-Za-z0-9]{32}'],
  ['do[por]_v1_', '[a-f0-9]{64}'],
  ['dapi', '[a-f0-9]{32}(?:-\\d)?'],
  ['hv[sbr]\\.', `[${URLSAFE}]{20,300}`],
  ['AGE-SECRET-KEY-1', '[A-Z0-9]{40,64}'],
  // Source, packages, builds.
  ['gh[pousr]_', '[A-Za-z0-9]{20,255}'],
  ['github_pat_', '[A-Za-z0-9_]{20,255}'],
  ['gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|rtr)-', `[${URLSAFE}.]{16,300}`],
  ['npm_', '[A-Za-z0-9]{30,60}'],
  ['pypi-', `[${URLSAFE}]{50,400}`],
  ['rubygems_', '[a-f0-9]{48}'],
  ['dckr_(?:pat|oat)_', `[${URLSAFE}]{20,60}`],
  ['ATATT3', `[${URLSAFE}=]{60,300}`],
  ['ATBB', '[A-Za-z0-9]{28,40}'],
  ['AKCp', '[A-Za-z0-9]{60,80}'],
  ['CCIPAT_', '[A-Za-z0-9_]{30,100}'],
  ['bkua_', '[a-f0-9]{40}'],
  ['sq[pua]_', '[a-f0-9]{40}'],
  ['pul-', '[a-f0-9]{40}'],
  ['NRAK-', '[A-Z0-9]{20,40}'],
  ['sntry[su]_', `[${B64}=_-]{40,400}`],
  ['gl(?:sa|c)_', '[A-Za-z0-9_=+/]{30,200}'],
  ['dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.', '[A-Z0-9]{40,80}'],
  ['dp\\.[a-z]{2,6}\\.', '[A-Za-z0-9]{30,60}'],
  ['PMAK-', '[a-f0-9]{24}-[a-f0-9]{34}'],
  ['tskey-', `[${URLSAFE}]{20,100}`],
  // Messages, payment, models.
  ['xox[abceoprs](?:\\.xox[bp])?-', '[A-Za-z0-9-]{10,250}'],
  ['xapp-\\d-', '[A-Za-z0-9-]{20,200}'],
  ['SG\\.', `[${URLSAFE}]{16,32}\\.[${URLSAFE}]{30,64}`],
  ['key-', '[a-f0-9]{32}'],
  ['SK', '[a-f0-9]{32}'],
  ['whsec_', `[${B64}=]{20,100}`],
  ['(?:sk|rk|pk)[-_](?:live|test|ant|proj|svcacct|or|lf)?[-_]?', `[${URLSAFE}]{20,300}`],
  ['sk\\.eyJ', `[${URLSAFE}.]{20,300}`],
  ['hf_', '[A-Za-z0-9]{30,50}'],
  ['gsk_', '[A-Za-z0-9]{40,60}'],
  ['xai-', '[A-Za-z0-9]{60,100}'],
  ['nvapi-', `[${URLSAFE}]{50,100}`],
  ['pplx-', '[A-Za-z0-9]{40,60}'],
  ['r8_', '[A-Za-z0-9]{35,45}'],
  ['shp(?:at|ca|pa|ss)_', '[a-fA-F0-9]{32}'],
  ['sq0(?:atp|csp|idp)-', `[${URLSAFE}]{20,50}`],
  ['lin_api_', '[A-Za-z0-9]{30,50}'],
  ['(?:secret|ntn)_', '[A-Za-z0-9]{40,60}'],
  ['sbp_', '[a-f0-9]{40}'],
  ['pscale_(?:tkn|pw|oauth)_', `[${URLSAFE}.]{30,80}`],
  ['figd_', `[${URLSAFE}]{30,60}`],
  ['EAA', '[A-Za-z0-9]{80,300}'],
  // Our own API tokens.
  ['cp_', `[A-Za-z0-9]{4,16}_[${URLSAFE}]{16,100}`],
];

export const shapes: RegExp[] = [
  // PEM and OpenPGP blocks; an unfinished one to its end. In JSON and YAML the lines end and begin otherwise.
  /()(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$))/g,
  // An AWS secret has no prefix, but often stands next to its id.
  /((?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}["']?[\s,:;/|]{1,5}["']?)([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/g,
  new RegExp(`(?<![A-Za-z0-9])()((?:${prefixed.map(([prefix, rest]) => prefix + rest).join('|')}))`, 'g'),
  // RFC 7519; the signature may be missing or cut.
  /(?<![A-Za-z0-9_-])()(eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,2000}){0,3})/g,
  // Microsoft Entra client secrets.
  /(?<![A-Za-z0-9_~.-])()([A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})/g,
  // Telegram and Discord bots.
  /(?<![A-Za-z0-9])((?:bot)?\d{8,10}:)(AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/g,
  /(?<![A-Za-z0-9_-])()([MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])/g,
  // Mailchimp: the data centre follows the key.
  /(?<![A-Za-z0-9])()([a-f0-9]{32}-us\d{1,2})(?![A-Za-z0-9])/g,
  // Hashes of passwords: bcrypt, crypt, argon2, PBKDF2.
  /()(\$2[abxy]\$\d\d\$[./A-Za-z0-9]{50,53}|\$(?:5|6|y|argon2(?:id|i|d))\$[^\s"',;]{20,300}|pbkdf2_sha\d{3}\$[^\s"',;]{20,300})/g,
  // What a webhook's address holds is all that it asks for.
  /(hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{6,14}\/[A-Z0-9]{6,14}\/)([A-Za-z0-9/]{16,80})/g,
  /(discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,22}\/)([A-Za-z0-9_-]{40,100})/g,
  /(webhook\.office\.com\/webhookb2\/[\w-]{36}@[\w-]{36}\/IncomingWebhook\/)([A-Za-z0-9/_-]{20,200})/g,
  /(outlook\.office(?:365)?\.com\/webhook\/[\w-]{36}@[\w-]{36}\/IncomingWebhook\/)([A-Za-z0-9/_-]{20,200})/g,
  /(hooks\.zapier\.com\/hooks\/catch\/\d{1,12}\/)([A-Za-z0-9]{5,20})/g,
  /(chat\.googleapis\.com\/v1\/spaces\/[\w-]{5,20}\/messages\?key=)([^\s"'<>]{20,300})/g,
];

/** Names that stand before an address without being a user's. */
const ADDRESS_WORDS = '(?:sips?|mailto|xmpp|acct|from|to|cc|bcc|rcpt|user|by)';

/** Credentials inside addresses: who it is may stay, the password may not. */
export const addresses: RegExp[] = [
  // user:password@ after a scheme; a raw @ may stand in the password. The port of `host:80/@x` is no password.
  /(:\/\/[^\s:/@[\]"'<>]{0,128}:)(?!\d{1,5}(?:[/?#]|$))((?:[^\s@/"'<>]{1,256}@){0,3}[^\s@/"'<>]{1,256})(?=@)/g,
  /(:\/\/[^\s:/@[\]"'<>]{1,128}:)(?!\d{1,5}(?:[/?#]|$))([^\s@"'<>]{1,256})(?=@[\w.-]{1,200}(?:[:/?,]|\s|$))/g,
  // A token alone before the host.
  /(:\/\/)((?=[^\s:/@"'<>]{0,200}\d)(?=[^\s:/@"'<>]{0,200}[A-Za-z])[A-Za-z0-9_-]{20,200})(?=@)/g,
  // Without a scheme: user:password@tcp(host:3306)/db, user:password@host:5432/db.
  new RegExp(
    `(?<![\\w.:/-])((?!${ADDRESS_WORDS}:)[\\w.-]{1,64}:)([^\\s@"'/<>:]{3,128})(?=@(?:tcp|udp|unix)\\(|@[\\w.-]{1,200}:\\d{2,5})`,
    'gi',
  ),
  // Oracle: scott/tiger@//host, sqlplus scott/tiger@ORCL.
  /(\b(?:jdbc:oracle:[a-z]{2,6}:|sqlplus(?: -\w{1,3}){0,3} )[\w.$-]{1,64}\/)([^\s@"'<>]{1,128})(?=@)/gi,
];
