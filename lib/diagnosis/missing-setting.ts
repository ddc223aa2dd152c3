/**
 * Finds the name of a required setting in the words that programs use to say that it is absent. The
 * phrases are those of languages, frameworks and validation libraries, not those of any one program.
 */
export type MissingSetting = { names: string[]; /** 0..1, how plainly the words say it */ plainness: number };

const QUOTE = String.raw`["'\x60“”‘’«»]`;
const NAME = String.raw`(?<![\w.-])${QUOTE}?\$?\{?(?<name>[A-Za-z_][A-Za-z0-9_.-]{0,126}[A-Za-z0-9_])\}?${QUOTE}?`;
const KIND = String.raw`(?:environment|env|config(?:uration)?|application|process)?[\s-]*(?:variables?|vars?|envs?|keys?|settings?|property|properties|parameters?|options?|values?|fields?)(?:\(s\))?`;
const DONE = 'set|defined|configured|provided|specified|found|present|given|supplied|exported|declared|available|passed';
const STATE = [
  String.raw`(?:(?:is|was|are|has|have)\s+)?(?:(?:required|mandatory|needed|expected)[\s,]+(?:but|and|yet)\s+)?(?:(?:is|was|has|it's)\s+)?(?:also\s+)?not\s+(?:been\s+)?(?:${DONE})`,
  String.raw`(?:(?:is|was|are)\s+)?(?:unset|undefined|missing|absent|required|mandatory|unbound)(?!\s+to\b|\s+by\b)`,
  String.raw`(?:isn['’]t|wasn['’]t|hasn['’]t been|not)\s+(?:${DONE})`,
  String.raw`(?:must|should|needs? to|has to|have to)\s+be\s+(?:${DONE}|non-?empty)`,
  String.raw`(?:cannot|can['’]t|may not|must not|should not|needs? not)\s+be\s+(?:empty|blank|null|nil|none|undefined|unset|missing)`,
  String.raw`(?:is|are)\s+an?\s+(?:required|mandatory)\s+${KIND}`,
  String.raw`(?:does not|doesn['’]t) exist|could not be (?:found|resolved|read)|has no value|needs a value|is (?:empty|blank|null|nil|None)`,
].join('|');

type Phrase = { pattern: RegExp; /** The words alone say "setting", so that any spelling of its name is believed. */ certain: boolean };

const phrases: Phrase[] = [
  // Python, Ruby, PHP, Elixir, Go, Rust, Java and shells, in their own words.
  { pattern: new RegExp(String.raw`${NAME}: (?:parameter (?:null or )?not set|unbound variable)`), certain: true },
  { pattern: new RegExp(String.raw`\bKeyError:? \(?(?:key not found: )?:?${NAME}`), certain: false },
  { pattern: new RegExp(String.raw`\bkey not found:? :?${NAME}`, 'i'), certain: false },
  { pattern: new RegExp(String.raw`\bundefined (?:array key|index|variable):? ${NAME}`, 'i'), certain: false },
  { pattern: new RegExp(String.raw`could not resolve placeholder ${NAME}`, 'i'), certain: true },
  {
    pattern: new RegExp(
      String.raw`(?:config(?:uration)? )?propert(?:y|ies) ${NAME} (?:is|are) (?:required|not defined|missing|not set)`,
      'i',
    ),
    certain: true,
  },
  { pattern: new RegExp(String.raw`no configuration setting found for key ${NAME}`, 'i'), certain: true },
  { pattern: new RegExp(String.raw`missing (?:required )?(?:value for field|required value:|field) ${NAME}`, 'i'), certain: false },
  { pattern: new RegExp(String.raw`required key:? ${NAME} (?:is )?(?:missing|not)`, 'i'), certain: true },
  { pattern: new RegExp(String.raw`set the ${NAME} (?:environment|env)\b`, 'i'), certain: true },
  {
    pattern: new RegExp(
      String.raw`(?:set|define|export|provide|specify|configure) (?:the )?(?:environment|env) (?:variable|var)s? ${NAME}`,
      'i',
    ),
    certain: true,
  },
  { pattern: new RegExp(String.raw`${NAME}: getEnv: does not exist`), certain: true },
  { pattern: new RegExp(String.raw`property value \[?${NAME}\]?\. Property (?:doesn['’]t|does not) exist`), certain: true },
  // "You must specify X".
  {
    pattern: new RegExp(
      String.raw`\b(?:must|needs?\s+to|ha(?:s|ve)\s+to|please)\s+(?:set|specify|provide|define|configure|supply|export)\s+(?:(?:the|an?)\s+)?(?:value\s+(?:for|of)\s+)?(?:${KIND}\s+)?${NAME}`,
      'i',
    ),
    certain: false,
  },
  // "Environment variable not found: X".
  {
    pattern: new RegExp(
      String.raw`(?:environment|env|config(?:uration)?) (?:variable|var|key|setting|property|option)s? (?:is |was |are )?(?:not (?:${DONE})|missing|undefined|unset|required)\s*[:=]?\s*${NAME}`,
      'i',
    ),
    certain: true,
  },
  // "Missing required environment variables: X, Y".
  {
    pattern: new RegExp(
      String.raw`\b(?:missing|required|mandatory|unset|undefined|absent|no|(?:unable to|could not|cannot|failed to) (?:find|read|resolve|load|get|fetch))\s+(?:the\s+)?(?:value (?:for|of)\s+)?(?:(?:required|mandatory|necessary|following)\s+)*${KIND}\s*(?:(?:named|called|for|of|is|are)\s+)?[:=-]?\s*${NAME}`,
      'i',
    ),
    certain: false,
  },
  // "X is not set", "X (environment variable) must be provided", "X: Required".
  { pattern: new RegExp(String.raw`${NAME}[:,]?\s+(?:\(?${KIND}\)?\s+)?(?:${STATE})(?![\w-])`, 'i'), certain: false },
  {
    pattern: new RegExp(
      String.raw`${NAME}\s*[:=]\s*(?:\(?undefined\)?|required|missing|not set|unset|(?:invalid input: )?expected \w+, received undefined)(?!\w)`,
      'i',
    ),
    certain: false,
  },
  { pattern: new RegExp(String.raw`\b(?:missing|unset)\s+(?:required\s+)?(?:env(?:ironment)?\s+)?${NAME}`, 'i'), certain: false },
];

/** Problems that spread over several lines: zod's issues, pydantic's settings, and lists below a heading. */
const blocks: RegExp[] = [
  new RegExp(String.raw`"?path"?:\s*\[\s*${NAME}\s*\][\s\S]{0,120}(?:"?message"?:\s*["']Required["']|received undefined)`),
  new RegExp(
    String.raw`(?:"?received"?:\s*["']undefined["']|received undefined|["']Required["'])[\s\S]{0,80}(?:"?path"?:\s*\[\s*|→ at )${NAME}`,
  ),
  new RegExp(
    String.raw`^[^\n]*\b(?:missing|required|need|must|not (?:${DONE}))\b[^\n]*\b(?:variables?|settings?|env(?:ironment)?)\b[^\n]*:\s*\n\s*(?:[-*•]\s*)?["'\x60]?(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)["'\x60]?\s*(?:[,;:]|$)`,
    'm',
  ),
  new RegExp(String.raw`validation errors? for \w*(?:Settings|Config|Env)\w*\s+${NAME}\s+Field required`, 'i'),
];

/** Longer lines are not read to the end; the patterns' cost grows with the length. */
const LONGEST = 2_000;

const ABOUT_SETTINGS =
  /\b(?:env(?:ironment)?|variables?|config(?:uration)?|settings?|process\.env|os\.environ|getenv|dotenv|placeholder)\b/i;
/** Words of programs that go on all the same. */
const TOLERATED =
  /\busing (?:the |a |its )?default|\bdefault(?:s|ing) to\b|\bfall(?:s|ing)? ?back\b|\b(?:is|are|was|were|being|stays?|will be) (?:disabled|skipped|ignored|off|turned off)\b|\b(?:skipping|ignoring|disabling|assuming)\b|\boptional\b/i;
/** What else may be required or undefined: parts of a request, of a database, names in code. */
const OTHERWISE =
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+["']?\/|\b(?:request|headers?|cookies?|payload|body|columns?|tables?|relation)\b|\b(?:ReferenceError|NameError|UnboundLocalError)\b/i;
const SCREAMING = /^[A-Z][A-Z0-9_]{2,}$/;
const NO_NAMES = new Set(
  'HTTP HTTPS GET POST PUT PATCH DELETE HEAD URL URI JSON XML ERROR FATAL WARN WARNING INFO DEBUG TRACE NULL TRUE FALSE API SQL TLS SSL EOF UTC DNS TCP UDP NOT THE AND FOR KEY ENV VAR EACCES ENOENT ECONNREFUSED ENOTFOUND ETIMEDOUT EADDRINUSE ERR_MODULE_NOT_FOUND MODULE_NOT_FOUND ERR_INVALID_URL'.split(
    ' ',
  ),
);
const WORDS =
  /^(?:is|are|was|be|the|a|an|and|or|not|no|it|this|that|which|value|values|variables?|vars?|keys?|settings?|config|configuration|env|environment|required|missing|field|fields|property|option|error|must|found|set|file|module|argument|parameters?)$/i;

/** The beginning of a text with each run of blanks as one, rows kept: patterns that allow for blanks would try a long run in every way. */
export function narrow(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/(?:\n ?){3,}/g, '\n\n');
}

/** The settings that `text` says are absent; null when it says nothing of the kind. `block` adds the lines after it, `before` those in front. */
export function missingSetting(text: string, block = text, before = ''): MissingSetting | null {
  text = narrow(text, LONGEST);
  block = narrow(block, 2 * LONGEST);
  if (TOLERATED.test(text)) return null;
  const aboutSettings = ABOUT_SETTINGS.test(`${before}\n${text}`);
  const otherwise = !aboutSettings && OTHERWISE.test(text);
  for (const { pattern, certain } of phrases) {
    const match = pattern.exec(text);
    const name = match?.groups?.name;
    if (
      !match ||
      !name ||
      (otherwise && !certain) ||
      !believable(name, certain || (aboutSettings && standsOut(match[0], name)), aboutSettings)
    )
      continue;
    return { names: [name, ...further(text.slice(match.index + match[0].length))], plainness: aboutSettings || certain ? 1 : 0.85 };
  }
  for (const pattern of blocks) {
    const name = pattern.exec(block)?.groups?.name;
    if (name && !WORDS.test(name)) return { names: [name], plainness: 0.9 };
  }
  return null;
}

/** Whether a word can be the name of a setting: by its own look, or because the phrase vouches for it. */
function believable(name: string, vouched: boolean, aboutSettings: boolean): boolean {
  if (NO_NAMES.has(name) || WORDS.test(name)) return false;
  if (vouched) return true;
  return SCREAMING.test(name) && (name.includes('_') || aboutSettings);
}

/** Whether the name is set apart from prose: quoted, after a colon, or spelt as no word is. */
function standsOut(match: string, name: string): boolean {
  return new RegExp(String.raw`(?:${QUOTE}|[:={]\s*)${name.replaceAll('.', '\\.')}`).test(match) || /[_.]/.test(name);
}

/** "…, B and C" after the first name. */
function further(rest: string): string[] {
  const list = /^(?:\s*(?:,|and|&)\s*["'`]?[A-Z][A-Z0-9_]{2,}["'`]?)+/.exec(rest)?.[0] ?? '';
  return list.match(/[A-Z][A-Z0-9_]{2,}/g) ?? [];
}
