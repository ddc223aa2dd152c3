import { standIn, type Answer, type Call, type StandIn } from './http.ts';

export type SlackMessage = { channel: string; ts: string; thread_ts?: string; text: string; blocks: unknown[]; edits: number };

/** Slack's Web API and incoming webhooks as far as messages go, with Slack's own limits. */
export type SlackStandIn = StandIn & { messages: SlackMessage[]; hooked: { text: string; blocks: unknown[] }[]; webhookPath: string };

export const BOT_TOKEN = 'xoxb-stand-in-0000000000';
const CHANNELS = ['C0INCIDENTS', '#incidents'];

type Block = { type: string; text?: { text: string }; elements?: { text: { text: string } | string }[] };

/** Posts and edits messages as Slack documents it: https://docs.slack.dev/reference/methods/chat.postMessage */
export async function slackStandIn({ perSecond = 1 }: { perSecond?: number } = {}): Promise<SlackStandIn> {
  const messages: SlackMessage[] = [];
  const hooked: SlackStandIn['hooked'] = [];
  const webhookPath = '/services/T0/B0/secret';
  const recent: number[] = [];
  let next = 1_700_000_000;

  /** About one message a second and channel, short bursts allowed: https://docs.slack.dev/apis/web-api/rate-limits */
  const limited = () => {
    const now = Date.now();
    while ((recent[0] ?? now) < now - 3_000) recent.shift();
    if (recent.length >= perSecond * 3) return true;
    recent.push(now);
    return false;
  };

  const answer = (call: Call): Answer => {
    if (call.path === webhookPath) return hook(call);
    if (call.headers.authorization !== `Bearer ${BOT_TOKEN}`) return ok({ ok: false, error: 'invalid_auth' });
    const fields = new URLSearchParams(call.body);
    const blocks = JSON.parse(fields.get('blocks') ?? '[]') as Block[];
    const invalid = blockProblem(blocks);
    if (invalid) return ok({ ok: false, error: 'invalid_blocks', response_metadata: { messages: [invalid] } });
    const channel = fields.get('channel') ?? '';
    if (!CHANNELS.includes(channel)) return ok({ ok: false, error: 'channel_not_found' });
    if (limited()) return { status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } };
    return call.path.endsWith('/chat.update') ? update(fields, blocks) : post(fields, blocks);
  };

  const post = (fields: URLSearchParams, blocks: Block[]): Answer => {
    const ts = `${(next += 1)}.000100`;
    const thread = fields.get('thread_ts');
    messages.push({
      channel: 'C0INCIDENTS',
      ts,
      ...(thread ? { thread_ts: thread } : {}),
      text: fields.get('text') ?? '',
      blocks,
      edits: 0,
    });
    return ok({ ok: true, channel: 'C0INCIDENTS', ts });
  };
  const update = (fields: URLSearchParams, blocks: Block[]): Answer => {
    const found = messages.find((message) => message.ts === fields.get('ts'));
    if (!found) return ok({ ok: false, error: 'message_not_found' });
    Object.assign(found, { text: fields.get('text') ?? '', blocks, edits: found.edits + 1 });
    return ok({ ok: true, channel: found.channel, ts: found.ts });
  };
  const hook = (call: Call): Answer => {
    const body = JSON.parse(call.body) as { text: string; blocks: Block[] };
    const invalid = blockProblem(body.blocks);
    if (invalid) return { status: 400, body: 'invalid_blocks' };
    if (limited()) return { status: 429, headers: { 'retry-after': '1' }, body: 'rate_limited' };
    hooked.push(body);
    return { status: 200, body: 'ok' };
  };
  return Object.assign(await standIn(answer), { messages, hooked, webhookPath });
}

const ok = (body: unknown): Answer => ({ status: 200, body });

/** Block Kit's limits: https://docs.slack.dev/reference/block-kit/blocks */
function blockProblem(blocks: Block[]): string | null {
  if (blocks.length > 50) return 'no more than 50 items allowed [json-pointer:/blocks]';
  for (const [index, block] of blocks.entries()) {
    const text = block.text?.text ?? '';
    if (block.type === 'header' && text.length > 150) return `must be less than 151 characters [json-pointer:/blocks/${index}/text/text]`;
    if (block.type === 'section' && (text.length > 3_000 || text.length === 0))
      return `must be 1 to 3000 characters [json-pointer:/blocks/${index}/text/text]`;
    for (const element of block.type === 'actions' ? (block.elements ?? []) : []) {
      if (typeof element.text === 'object' && element.text.text.length > 75)
        return `must be less than 76 characters [json-pointer:/blocks/${index}]`;
    }
  }
  return null;
}
