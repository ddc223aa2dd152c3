import { expect, test } from 'vitest';
import { diagnose } from '#/lib/diagnosis/diagnose.ts';
import { scene } from '#/lib/diagnosis/testing/scene.ts';
import { message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { renderReport } from './render-report.ts';
import { reportSections } from './report-markdown.ts';

const markdown = (language: 'en' | 'zh-TW', log: string[]) => {
  const { observations, book } = scene({ log });
  const say = (key: string, values = {}) => renderMessage(message(`report.markdown.${key}`, values), language);
  return reportSections(renderReport(diagnose(observations, book).report, language), say).join('\n\n');
};

test('the text cites the numbers that the evidence stands under, from 1 on', () => {
  const text = markdown('en', ['Error: LEDGER_URL_V2 is not set']);
  expect(text).toContain('names `LEDGER_URL_V2` as required [1].');
  expect(text).toMatch(/## Evidence\n\n1\. log\n/);
  expect(text).toContain('`payment-api` · `LEDGER_URL_V2` · `config.missing_env`');
});

test('is written in the reader’s language', () => {
  expect(markdown('zh-TW', ['Error: LEDGER_URL_V2 is not set'])).toMatch(/## 根因\n\npayment-api 的日誌指出/);
});

test('what was printed cannot end its quotation', () => {
  expect(markdown('en', ['TypeError: x', '```', '# owned'])).not.toMatch(/^# owned/m);
});
