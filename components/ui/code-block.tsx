import { cx } from './cx.ts';
import { CopyButton } from './copy-button.tsx';

export type CodeLine = {
  text: string;
  /** The line that matters. */ marked?: boolean;
  /** Shown in front, e.g. a time. */ prefix?: string;
  tone?: 'error' | 'warn' | 'dim';
};

const tones = { error: 'text-failing', warn: 'text-degraded', dim: 'text-fg-faint' };

/** Log lines, a command or code in monospace, wrapped on a phone; marked lines stand out by a bar as well as by colour. */
export function CodeBlock({
  lines,
  label,
  copy = true,
  className,
}: {
  lines: readonly CodeLine[];
  label: string;
  copy?: boolean;
  className?: string;
}) {
  return (
    <div className={cx('group relative rounded-md border bg-subtle', className)}>
      <div role="region" aria-label={label} tabIndex={0} className="max-h-[inherit] overflow-auto py-2">
        <pre className="w-max min-w-full text-xs leading-5 max-sm:w-full max-sm:[overflow-wrap:anywhere] max-sm:whitespace-pre-wrap">
          {lines.map((line, index) => (
            <div
              key={index}
              className={cx(
                'border-l-2 px-3',
                line.marked ? 'border-failing bg-failing-soft' : 'border-transparent',
                line.tone && tones[line.tone],
              )}
            >
              {line.prefix && <span className="mr-3 text-fg-faint select-none">{line.prefix}</span>}
              {line.text === '' ? ' ' : line.text}
            </div>
          ))}
        </pre>
      </div>
      {copy && (
        <div className="absolute top-1 right-1 rounded-md bg-subtle opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
          <CopyButton text={lines.map((line) => line.text).join('\n')} />
        </div>
      )}
    </div>
  );
}
