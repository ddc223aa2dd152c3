import type { IncidentNotice } from '#/lib/domain/notification.ts';

/** Limits of Block Kit. Source: https://docs.slack.dev/reference/block-kit/blocks */
const HEADER = 150;
const SECTION = 3_000;
const BLOCKS = 50;
const BUTTON = 75;

export type Block =
  | { type: 'header'; text: { type: 'plain_text'; text: string } }
  | { type: 'section'; text: { type: 'mrkdwn'; text: string } }
  | { type: 'context'; elements: { type: 'mrkdwn'; text: string }[] }
  | { type: 'actions'; elements: { type: 'button'; text: { type: 'plain_text'; text: string }; url: string; style?: 'primary' }[] };

/** Only these three mean something to Slack's mrkdwn in a text that is data. Source: https://docs.slack.dev/messaging/formatting-message-text */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const MARKS = {
  firing: ':red_circle:',
  acknowledged: ':large_yellow_circle:',
  stale: ':white_circle:',
  resolved: ':large_green_circle:',
} as const;

/**
 * The one message about an incident, for one screen of a phone: what is broken since when, the cause, the evidence,
 * the change, what to do, the link. What is too long for one block goes on in the next.
 */
export function blocksOf(notice: IncidentNotice): Block[] {
  const { words } = notice;
  const head = `${notice.service ? `${notice.service}: ` : ''}${notice.title}`;
  const short = head.length <= HEADER ? head : `${head.slice(0, HEADER - 1)}…`;
  const body: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: short } },
    ...(short === head ? [] : sections(escape(head))),
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: `${MARKS[notice.status]} *${escape(words.status)}* ${escape(words.since)} · ${notice.severity} · ${escape(words.alerts)}`,
        },
      ],
    },
    ...sections(`*${escape(words.cause)}*\n${escape(notice.cause)}`),
    ...(notice.evidence ? [...sections(`*${escape(words.evidence)}*`), ...quoted(notice.evidence)] : []),
    ...(notice.change ? sections(`*${escape(words.change)}*\n${escape(notice.change)}`) : []),
    ...(notice.action ? sections(`*${escape(words.action)}*\n${escape(notice.action)}`) : []),
  ];
  return [...body.slice(0, BLOCKS - 1), buttons(notice)];
}

/** The steps as they stand in the message's thread. */
export function stepsText(notice: IncidentNotice): string {
  return [`*${escape(notice.words.steps)}*`, ...notice.steps.map((step) => `• ${escape(step)}`)].join('\n').slice(0, SECTION);
}

function buttons({ words, link, runbook }: IncidentNotice): Block {
  const button = (text: string, url: string, style?: 'primary') => ({
    type: 'button' as const,
    text: { type: 'plain_text' as const, text: text.slice(0, BUTTON) },
    url,
    ...(style ? { style } : {}),
  });
  return { type: 'actions', elements: [button(words.open, link, 'primary'), ...(runbook ? [button(words.runbook, runbook)] : [])] };
}

function sections(text: string): Block[] {
  return pieces(text, SECTION).map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: part } }));
}

/** A fence in the data would end ours: a zero-width space keeps it from being one. */
function quoted(text: string): Block[] {
  const safe = escape(text.replaceAll('```', '`\u200b`\u200b`'));
  return pieces(safe, SECTION - 8).map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: `\`\`\`\n${part}\n\`\`\`` } }));
}

/** Cuts at line ends where it can, and never inside an escaped character. */
function pieces(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const line = rest.lastIndexOf('\n', longest);
    const bound = line > longest / 2 ? line : longest;
    const entity = rest.lastIndexOf('&', bound);
    const end = entity > bound - 6 && rest.indexOf(';', entity) >= bound ? entity : bound;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\n/, '');
  }
  return rest === '' ? parts : [...parts, rest];
}
