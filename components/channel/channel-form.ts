import type { Channel } from '#/lib/contract/channels.ts';

/** The fields of each kind: what is shown again, and what is secret. */
export const channelFields = {
  slack: { settings: ['channel'], secrets: ['bot_token'] },
  slack_webhook: { settings: [], secrets: ['webhook_url'] },
  pagerduty: { settings: [], secrets: ['routing_key'] },
  webhook: { settings: ['url'], secrets: ['signing_secret'] },
  email: { settings: ['to'], secrets: [] },
} as const satisfies Record<Channel['kind'], { settings: readonly string[]; secrets: readonly string[] }>;

export type FieldName = (typeof channelFields)[Channel['kind']]['settings' | 'secrets'][number];

/** A webhook may go unsigned; everything else is needed. */
export const OPTIONAL: readonly FieldName[] = ['signing_secret'];

export type ChannelDraft = {
  name: string;
  kind: Channel['kind'];
  fields: Partial<Record<FieldName, string>>;
  min_severity: Channel['min_severity'];
  teams: string;
  services: string;
  language: Channel['language'];
};

export type ChannelBody = Pick<Channel, 'name' | 'min_severity' | 'teams' | 'services' | 'language'> & {
  settings: Record<string, string | string[]>;
  secrets: Record<string, string>;
};

/** What the form begins with; secrets never come back, so their fields are empty. */
export function draftOf(channel: Channel | null, language: Channel['language']): ChannelDraft {
  if (!channel) return { name: '', kind: 'slack', fields: {}, min_severity: 'warning', teams: '', services: '', language };
  const settings = Object.entries(channel.settings).map(([name, value]) => [name, textOf(value)]);
  const { name, kind, min_severity, teams, services } = channel;
  return {
    name,
    kind,
    fields: Object.fromEntries(settings) as ChannelDraft['fields'],
    min_severity,
    teams: teams.join(', '),
    services: services.join(', '),
    language: channel.language,
  };
}

/** The body that a filled form asks for; a secret that was left empty is not sent, so that the stored one stays. */
export function bodyOf(draft: ChannelDraft): ChannelBody {
  const { settings, secrets } = channelFields[draft.kind];
  const value = (name: FieldName) => draft.fields[name]?.trim() ?? '';
  return {
    name: draft.name.trim(),
    min_severity: draft.min_severity,
    teams: listed(draft.teams),
    services: listed(draft.services),
    language: draft.language,
    settings: Object.fromEntries(settings.map((name) => [name, name === 'to' ? listed(value(name)) : value(name)])),
    secrets: Object.fromEntries(secrets.flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]]))),
  };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : '';
}

function listed(text: string): string[] {
  return [...new Set(text.split(/[,，、\s]+/).filter(Boolean))];
}
