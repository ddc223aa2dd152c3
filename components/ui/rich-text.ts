import { plainText } from './plain-text.ts';

/** A piece of a line. `reference` is a number in brackets that the page may turn into a link. */
export type Inline =
  | { kind: 'text' | 'code' | 'bold'; text: string }
  | { kind: 'reference'; id: string; text: string }
  | { kind: 'time'; at: string }
  | { kind: 'link'; href: string; text: string };

export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string };

const PIECE =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|!?\[([^\]\n]{1,300})\]\(([^)\s]{1,2000})\)|\[(?:\^|#)?e?(\d{1,3})\]|\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z| UTC\b))/g;
const ITEM = /^\s{0,6}(?:([-*+])|(\d{1,3})[.)])\s+/;
const FENCE = /^\s*```/;

/** Only paths of our own pages become links; `//host` and `/\host` lead elsewhere and do not. */
function ownPath(href: string): boolean {
  return /^(?:#[\w-]+|\/(?![/\\])[\w\-./?=&%#:~+,]*)$/.test(href);
}

/** `2026-11-22T18:14:19Z` or `2026-11-22 18:14:19 UTC`; what only looks like a time stays text. */
function timePiece(written: string): Inline {
  const at = written.replace(' UTC', 'Z').replace(' ', 'T');
  return Number.isNaN(Date.parse(at)) ? { kind: 'text', text: written } : { kind: 'time', at };
}

/** Splits one line of text into its pieces. Evidence references carry the id `e<number>`; an instant in UTC is one that the page shows in the reader's zone. */
export function parseInline(source: string): Inline[] {
  const text = plainText(source);
  const pieces: Inline[] = [];
  let last = 0;
  const plain = (end: number) => {
    if (end > last) pieces.push({ kind: 'text', text: text.slice(last, end) });
  };
  for (const match of text.matchAll(PIECE)) {
    plain(match.index);
    last = match.index + match[0].length;
    const [whole, code, bold, label, href, number, at] = match;
    if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (bold !== undefined) pieces.push({ kind: 'bold', text: bold });
    else if (at !== undefined) pieces.push(timePiece(at));
    else if (number !== undefined) pieces.push({ kind: 'reference', id: `e${number}`, text: number });
    else if (label !== undefined && href !== undefined && !whole.startsWith('!') && ownPath(href))
      pieces.push({ kind: 'link', href, text: label });
    else pieces.push({ kind: 'text', text: label ?? whole });
  }
  plain(text.length);
  return pieces;
}

/**
 * The small part of Markdown that answers are written in: paragraphs, headings, lists, fenced and
 * inline code, bold, evidence references. Everything else, HTML and images above all, stays text.
 */
export function parseRichText(source: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let fence: string[] | null = null;
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (const line of plainText(source).split('\n')) {
    if (FENCE.test(line)) {
      if (fence) blocks.push({ kind: 'code', text: fence.join('\n') });
      else flush();
      fence = fence ? null : [];
    } else if (fence) fence.push(line);
    else if (line.trim() === '') flush();
    else if (/^#{1,6}\s+\S/.test(line)) {
      flush();
      blocks.push({ kind: 'heading', inlines: parseInline(line.replace(/^#+\s+/, '')) });
    } else if (ITEM.test(line)) {
      flush();
      addItem(blocks, line);
    } else paragraph.push(line);
  }
  flush();
  if (fence) blocks.push({ kind: 'code', text: fence.join('\n') });
  return blocks;
}

function addItem(blocks: Block[], line: string): void {
  const ordered = ITEM.exec(line)?.[2] !== undefined;
  const item = parseInline(line.replace(ITEM, ''));
  const last = blocks.at(-1);
  if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item);
  else blocks.push({ kind: 'list', ordered, items: [item] });
}
