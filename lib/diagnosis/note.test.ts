import { describe, expect, test } from 'vitest';
import { renderMessage } from '#/lib/i18n/render.ts';
import { diagnose } from './diagnose.ts';
import { instance, scene, T0 } from './testing/scene.ts';

const MISSING = ['starting', 'Error: LEDGER_URL_V2 is not set'];
const storefront = { cluster: 'default', namespace: 'production', name: 'storefront' };
const caller = { service: storefront, relation: 'caller' as const, errorRate: 0, errorsSince: null };

function note(given: Parameters<typeof scene>[0], serving = true): { text: string; cited: string[] } {
  const { observations, book } = scene(given);
  const before = instance({ id: 'i-0', version: '1.0.0', deployment_id: 'd1', state: 'running', ready: true, last_exit: null });
  if (serving) observations.others = { evidence: 'e1', value: [before] };
  const { root_cause: cause, evidence } = diagnose(observations, book).report;
  const text = cause ? renderMessage(cause.explanation, 'en') : '';
  const ids = [...text.matchAll(/\[(\d+)\]/g)].map((match) => `e${match[1]}`);
  expect(ids.filter((id) => !evidence.some((item) => item.id === id))).toEqual([]);
  return { text, cited: ids };
}

describe('the note on a cause', () => {
  test('cites each sentence by what it was seen in', () => {
    const { text } = note({ log: MISSING });
    for (const sentence of text.split(/(?<=\.)\s+(?=[A-Z“])/).filter((part) => /exits|names|does not set|came with/.test(part)))
      expect(sentence).toMatch(/\[\d+\]/);
  });
  test('says what still serves and that no caller is hurt', () => {
    const { text } = note({ log: MISSING, peers: [caller] });
    expect(text).toMatch(/1\.0\.0 still serves payment-api with 1 instance \[1\]\. Callers answer without errors: storefront \[\d+\]\./);
  });
  test('names the callers whose requests fail', () => {
    const peers = [{ ...caller, errorRate: 0.25, errorsSince: T0 + 15_000 }];
    expect(note({ log: MISSING, peers }).text).toMatch(/Requests fail at storefront \[\d+\]\./);
  });
  test('says nothing of callers whose errors nobody measured, or that began long before', () => {
    expect(note({ log: MISSING, peers: [{ ...caller, errorRate: null }] }).text).not.toContain('storefront');
    expect(note({ log: MISSING, peers: [{ ...caller, errorRate: 0.25, errorsSince: T0 - 600_000 }] }).text).not.toContain('storefront');
  });
  test('does not say that something serves when no instance of another version was seen', () => {
    expect(note({ log: MISSING }, false).text).not.toContain('serves');
  });
  test('does not say what the configuration lacks when it could not be read', () => {
    expect(note({ log: MISSING, gaps: ['deployment'] }, false).text).not.toContain('configuration');
  });
});

test('sentences are set as each language sets them', () => {
  const { observations, book } = scene({ log: MISSING });
  const cause = diagnose(observations, book).report.root_cause;
  if (!cause) throw new Error('the scene has a cause');
  expect(renderMessage(cause.explanation, 'zh-TW')).toMatch(
    /`LEDGER_URL_V2` \[\d+\]。程序一啟動就以代碼 1 結束 \[\d+\]。設定中沒有這個鍵 \[\d+\]。/,
  );
});
