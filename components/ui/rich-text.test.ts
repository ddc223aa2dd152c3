import { describe, expect, test } from 'vitest';
import { parseInline, parseRichText } from './rich-text.ts';

describe('an answer in Markdown', () => {
  test('keeps paragraphs, lists and fenced code apart', () => {
    const blocks = parseRichText('One.\n\n- a\n- b\n\n1. c\n\n```\nx = 1\n\ny\n```\nTwo.');
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'list', 'list', 'code', 'paragraph']);
    expect(blocks[3]).toEqual({ kind: 'code', text: 'x = 1\n\ny' });
  });
  test('knows code, bold and evidence references', () => {
    expect(parseInline('`KEY` is **not set** [1][e2].')).toEqual([
      { kind: 'code', text: 'KEY' },
      { kind: 'text', text: ' is ' },
      { kind: 'bold', text: 'not set' },
      { kind: 'text', text: ' ' },
      { kind: 'reference', id: 'e1', text: '1' },
      { kind: 'reference', id: 'e2', text: '2' },
      { kind: 'text', text: '.' },
    ]);
  });
  test('knows an instant, and leaves what only looks like one', () => {
    expect(parseInline('- 2026-11-22T18:14:19.816Z: stopped')).toEqual([
      { kind: 'text', text: '- ' },
      { kind: 'time', at: '2026-11-22T18:14:19.816Z' },
      { kind: 'text', text: ': stopped' },
    ]);
    expect(parseInline('2026-11-22 18:14:19 UTC')).toEqual([{ kind: 'time', at: '2026-11-22T18:14:19Z' }]);
    expect(parseInline('2026-99-22T18:14:19Z')).toEqual([{ kind: 'text', text: '2026-99-22T18:14:19Z' }]);
  });
  test('leaves HTML as text', () => {
    expect(parseRichText('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'paragraph', inlines: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] },
    ]);
  });
  test('links only within this site and shows no image', () => {
    expect(parseInline('[ok](/deployments/1)')).toEqual([{ kind: 'link', href: '/deployments/1', text: 'ok' }]);
    for (const href of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'data:text/html,x']) {
      expect(parseInline(`[go](${href})`).some((piece) => piece.kind === 'link')).toBe(false);
    }
    expect(parseInline('![pixel](/x.png)')).toEqual([{ kind: 'text', text: 'pixel' }]);
  });
  test('does not lose the text of a fence that was never closed', () => {
    expect(parseRichText('```\nhalf')).toEqual([{ kind: 'code', text: 'half' }]);
  });
});
