import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { ExactTime } from './exact-time.tsx';
import { parseInline, parseRichText, type Block, type Inline } from './rich-text.ts';

/** Draws a cited number, e.g. as a link to its card; null leaves the text as it was written. */
export type DrawReference = (id: string, text: string) => ReactNode;

function Piece({ piece, reference }: { piece: Inline; reference?: DrawReference }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <code className="rounded-sm bg-muted px-1 py-px text-[0.92em] break-words">{piece.text}</code>;
    case 'bold':
      return <strong className="font-semibold">{piece.text}</strong>;
    case 'reference':
      return reference?.(piece.id, piece.text) ?? `[${piece.text}]`;
    case 'time':
      return <ExactTime at={piece.at} detail="day" className="whitespace-nowrap tabular-nums" />;
    case 'link':
      return (
        <Link href={piece.href} prefetch={false} className="text-accent underline underline-offset-2">
          {piece.text}
        </Link>
      );
  }
}

function Pieces({ pieces, reference }: { pieces: readonly Inline[]; reference?: DrawReference }) {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} reference={reference} />);
}

/** One line of an answer: code, bold and references, nothing else. */
export function RichLine({ text, reference }: { text: string; reference?: DrawReference }) {
  return (
    <bdi className="[overflow-wrap:anywhere]">
      <Pieces pieces={parseInline(text)} reference={reference} />
    </bdi>
  );
}

function DrawnBlock({ block, reference }: { block: Block; reference?: DrawReference }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p className="whitespace-pre-line">
          <Pieces pieces={block.inlines} reference={reference} />
        </p>
      );
    case 'heading':
      return (
        <p className="font-semibold">
          <Pieces pieces={block.inlines} reference={reference} />
        </p>
      );
    case 'code':
      return <pre className="overflow-x-auto rounded-md border bg-subtle px-3 py-2 text-xs leading-5">{block.text}</pre>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={cx('flex flex-col gap-1 pl-5', block.ordered ? 'list-decimal' : 'list-disc')}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Pieces pieces={item} reference={reference} />
            </li>
          ))}
        </List>
      );
    }
  }
}

/** An answer's Markdown as safe elements: no HTML, no image, no link that leaves this site. */
export function RichText({ text, reference, className }: { text: string; reference?: DrawReference; className?: string }) {
  return (
    <div dir="auto" className={cx('flex flex-col gap-2 [overflow-wrap:anywhere]', className)}>
      {parseRichText(text).map((block, index) => (
        <Fragment key={index}>
          <DrawnBlock block={block} reference={reference} />
        </Fragment>
      ))}
    </div>
  );
}
