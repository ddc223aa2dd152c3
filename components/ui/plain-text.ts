const ANSI = /[\u001b\u009b](?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_]|[0-?]*[ -/]*[@-~])/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from outside, fit to be read: terminal colours and control characters are taken out, and
 * marks that would turn the direction of what follows are shown by their code point instead.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(ANSI, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(CONTROL, '')
    .replaceAll(DIRECTION, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** The same, cut to `most` characters with an ellipsis; never in the middle of a surrogate pair. */
export function shortText(text: string, most: number): string {
  const characters = Array.from(plainText(text));
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/** The end of an id, which tells two apart; the whole one stands in the address that it links to. */
export function shortId(id: string): string {
  return `…${id.slice(-6)}`;
}
