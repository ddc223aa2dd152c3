import type { SlackBlock } from '#/lib/contract/channels.ts';
import { buttonStyle } from '#/components/ui/button-style.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { parseMrkdwn } from './mrkdwn.ts';

/** A Slack message drawn from its own blocks, on the width of a phone; its buttons lead nowhere. */
export function SlackMessage({ blocks }: { blocks: readonly SlackBlock[] }) {
  return (
    <div className="mx-auto flex max-w-sm flex-col gap-2 rounded-md border bg-bg p-3 text-sm">
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: SlackBlock }) {
  switch (block.type) {
    case 'header':
      return <p className="text-lg font-bold [overflow-wrap:anywhere]">{plainText(block.text.text)}</p>;
    case 'section':
      return <Words text={block.text.text} />;
    case 'context':
      return (
        <div className="text-xs text-fg-muted">
          {block.elements.map((element, index) => (
            <Words key={index} text={element.text} />
          ))}
        </div>
      );
    case 'actions':
      return (
        <p className="flex flex-wrap gap-2 pt-1">
          {block.elements.map((element, index) => (
            <span key={index} title={element.url} className={buttonStyle(element.style === 'primary' ? 'primary' : 'secondary', 'sm')}>
              {element.text.text}
            </span>
          ))}
        </p>
      );
  }
}

function Words({ text }: { text: string }) {
  return (
    <div className="[overflow-wrap:anywhere] whitespace-pre-wrap">
      {parseMrkdwn(text).map((piece, index) => {
        const shown = plainText(piece.text);
        if (piece.kind === 'bold') return <strong key={index}>{shown}</strong>;
        if (piece.kind === 'code')
          return (
            <code key={index} className="block rounded-sm border bg-subtle px-2 py-1.5 text-xs">
              {shown}
            </code>
          );
        return <span key={index}>{shown}</span>;
      })}
    </div>
  );
}
