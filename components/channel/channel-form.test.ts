import { expect, test } from 'vitest';
import type { Channel } from '#/lib/contract/channels.ts';
import { bodyOf, draftOf } from './channel-form.ts';

const channel: Channel = {
  id: 'c',
  name: 'on call',
  kind: 'email',
  settings: { to: ['a@example.com', 'b@example.com'] },
  secret_keys: [],
  language: 'zh-TW',
  min_severity: 'critical',
  teams: ['payments'],
  services: [],
  enabled: true,
  disabled_reason: null,
  created_by: 'ada',
  created_at: '2026-01-01T00:00:00.000Z',
  last_delivered_at: null,
  dead: 0,
};

test('a channel that is opened and saved untouched stays as it is', () => {
  const { name, settings, language, min_severity, teams, services } = channel;
  expect(bodyOf(draftOf(channel, 'en'))).toEqual({ name, settings, language, min_severity, teams, services, secrets: {} });
});

test('a secret is sent only when one was typed, and only what the kind has', () => {
  const draft = {
    ...draftOf(null, 'en'),
    kind: 'webhook' as const,
    fields: { url: ' https://example.com/hook ', bot_token: 'xoxb-other' },
  };
  expect(bodyOf(draft)).toMatchObject({ settings: { url: 'https://example.com/hook' }, secrets: {} });
  expect(bodyOf({ ...draft, fields: { ...draft.fields, signing_secret: '0123456789abcdef' } }).secrets).toEqual({
    signing_secret: '0123456789abcdef',
  });
});

test('lists may be separated by commas of either width, or spaces', () => {
  expect(bodyOf({ ...draftOf(null, 'en'), teams: 'payments，search, payments' }).teams).toEqual(['payments', 'search']);
});
