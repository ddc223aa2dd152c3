import { ErrorCode, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { answerProblem, DeliveryError, newsOf, type IncidentNotice } from '#/lib/domain/notification.ts';
import { message } from '#/lib/domain/text.ts';
import type { Notifier, Post } from '#/lib/ports.ts';
import { blocksOf, stepsText } from './blocks.ts';

const settingsSchema = z.object({ channel: z.string().min(1) });
const botSchema = z.object({ bot_token: z.string().min(1) });
const hookSchema = z.object({ webhook_url: z.url() });
const remoteSchema = z.object({ channel: z.string().optional(), ts: z.string().optional(), steps_ts: z.string().optional() });

const TIMEOUT_MS = 10_000;

/** The bot's token, the app, or the channel must be mended by somebody first. */
const BROKEN = new Set(
  'invalid_auth not_authed account_inactive token_revoked token_expired missing_scope no_permission channel_not_found not_in_channel is_archived org_login_required ekm_access_denied team_access_not_granted restricted_action'.split(
    ' ',
  ),
);
/** The message is gone or may no longer be edited: a new one takes its place. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);

/** Slack with a bot's token: one message an incident, edited in place, its steps in the thread below it. */
export function createSlack({ apiUrl }: { apiUrl: string }): Notifier {
  return {
    async deliver({ settings, secrets, notice, remote }) {
      const { channel } = settingsSchema.parse(settings);
      const { bot_token: token } = botSchema.parse(secrets);
      const client = new WebClient(token, {
        slackApiUrl: apiUrl,
        timeout: TIMEOUT_MS,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
      });
      const known = remoteSchema.parse(remote);
      const posted = await toSlack(() => show(client, channel, known, notice));
      const steps_ts = await toSlack(() => showSteps(client, posted, known.steps_ts, notice));
      return { remote: { ...posted, ...(steps_ts ? { steps_ts } : {}) }, status: 200 };
    },
    preview: (notice) => ({ blocks: blocksOf(notice) }),
  };
}

type Posted = { channel: string; ts: string };

async function show(client: WebClient, channel: string, known: z.infer<typeof remoteSchema>, notice: IncidentNotice): Promise<Posted> {
  const content = { text: `${notice.title} — ${notice.cause}`, blocks: blocksOf(notice), unfurl_links: false, unfurl_media: false };
  if (known.ts && known.channel) {
    try {
      await client.chat.update({ channel: known.channel, ts: known.ts, ...content });
      return { channel: known.channel, ts: known.ts };
    } catch (error) {
      if (!GONE.has(platformError(error) ?? '')) throw error;
    }
  }
  const answer = await client.chat.postMessage({ channel, ...content });
  if (!answer.ts || !answer.channel) throw new Error('Slack took a message and gave it no timestamp.');
  return { channel: answer.channel, ts: answer.ts };
}

/** Only once the work has ended: a thread that fills step by step would buzz at every one. */
async function showSteps(
  client: WebClient,
  posted: Posted,
  steps: string | undefined,
  notice: IncidentNotice,
): Promise<string | undefined> {
  if (steps !== undefined || notice.diagnosis !== 'ended' || notice.steps.length === 0) return steps;
  const answer = await client.chat.postMessage({
    channel: posted.channel,
    thread_ts: posted.ts,
    text: stepsText(notice),
    unfurl_links: false,
  });
  return answer.ts;
}

/** Slack's errors as what they mean for a delivery. */
async function toSlack<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const code = codeOf(error);
    const word = platformError(error);
    const detail = message('incident.delivery.slack', { error: word ?? code ?? 'nothing' });
    if (code === ErrorCode.RateLimitedError) {
      const { retryAfter = 1 } = error as { retryAfter?: number };
      throw new DeliveryError({ outcome: 'retry', detail, status: 429, retryAfterMs: retryAfter * 1000, cause: error });
    }
    if (word === 'ratelimited' || word === 'internal_error' || word === 'fatal_error' || word === 'service_unavailable')
      throw new DeliveryError({ outcome: 'retry', detail, status: 200, cause: error });
    if (word) throw new DeliveryError({ outcome: 'permanent', detail, status: 200, channelBroken: BROKEN.has(word), cause: error });
    if (code === ErrorCode.HTTPError) {
      const { statusCode = 0 } = error as { statusCode?: number };
      throw answerProblem({ status: statusCode, retryAfterMs: null }) ?? error;
    }
    throw error;
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function platformError(error: unknown): string | null {
  if (codeOf(error) !== ErrorCode.PlatformError) return null;
  const data = (error as { data?: { error?: unknown } }).data;
  return typeof data?.error === 'string' ? data.error : 'unknown_error';
}

/** Slack's incoming webhook: a message cannot be edited, so the first waits until the diagnosis has ended. */
export function createSlackWebhook({ post }: { post: Post }): Notifier {
  return {
    async deliver({ secrets, notice, remote }, signal) {
      const { webhook_url: url } = hookSchema.parse(secrets);
      const said = newsOf(notice, remote);
      if (said === null) return { remote, status: null };
      const body = JSON.stringify({ text: `${notice.title} — ${notice.cause}`, blocks: blocksOf(notice), unfurl_links: false });
      const answer = await post({ url, headers: { 'content-type': 'application/json' }, body, signal });
      const problem = answerProblem(answer);
      if (problem) throw problem;
      return { remote: { said }, status: answer.status };
    },
    preview: (notice) => ({ blocks: blocksOf(notice) }),
  };
}
