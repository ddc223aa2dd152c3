import { describe, expect, test } from 'vitest';
import { plainText, shortText } from './plain-text.ts';

describe('text from outside', () => {
  test('loses its terminal colours and links', () => {
    expect(plainText('\u001b[31;1mfatal\u001b[0m: no')).toBe('fatal: no');
    expect(plainText('\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007')).toBe('click');
  });
  test('loses control characters but keeps tabs and line ends', () => {
    expect(plainText('a\u0000b\tc\r\nd')).toBe('ab\tc\nd');
  });
  test('shows marks that would turn its direction', () => {
    expect(plainText('pay\u202emoc')).toBe('pay⟨U+202E⟩moc');
  });
  test('is cut between characters, not inside one', () => {
    expect(shortText('😀😀😀', 2)).toBe('😀…');
    expect(shortText('short', 10)).toBe('short');
  });
});
