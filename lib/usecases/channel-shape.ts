import type { z } from 'zod';
import { channelShapes } from '#/lib/contract/channels.ts';
import { AppError } from '#/lib/domain/errors.ts';
import type { ChannelKind } from '#/lib/domain/notification.ts';
import type { Outbound } from '#/lib/ports.ts';

const WHY = {
  no_web_address: 'must be an http or https address',
  has_credentials: 'must not hold a user name or password',
  private: 'leads into a private network; the operator can allow its host in OUTBOUND_ALLOWED_HOSTS',
  unresolvable: 'has a host name that cannot be resolved',
} as const;

/** The settings and secrets of a channel as its kind asks for them; an error names the field. Addresses must lead to the public internet. */
export async function checkedChannel(
  kind: ChannelKind,
  given: { settings: unknown; secrets: unknown },
  outbound: Outbound,
): Promise<{ settings: Record<string, unknown>; secrets: Record<string, string> }> {
  const settings = parseAt('settings', channelShapes[kind].settings, given.settings);
  const secrets = parseAt('secrets', channelShapes[kind].secrets, given.secrets);
  const addresses = { 'settings.url': settings.url, 'secrets.webhook_url': secrets.webhook_url };
  for (const [path, address] of Object.entries(addresses)) {
    const problem = typeof address === 'string' ? await addressProblem(address, outbound) : null;
    if (problem) throw refuse(path, problem);
  }
  return {
    settings,
    secrets: Object.fromEntries(Object.entries(secrets).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}

/** Why an address may not be sent to, in words; null when it may. */
export async function addressProblem(address: string, outbound: Outbound): Promise<string | null> {
  const problem = await outbound.check(address);
  return problem && WHY[problem];
}

function parseAt(part: string, schema: z.ZodType, value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const [issue] = parsed.error.issues;
  throw refuse([part, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not valid');
}

function refuse(path: string, text: string): AppError {
  return new AppError('invalid_input', `${path}: ${text}`, { errors: [{ path, message: text }] });
}
