import { useTranslations } from 'next-intl';

export type DiffEntry = {
  path: string;
  /** What is written above it; the path where there is none. */ label?: string;
  before: unknown;
  after: unknown;
};

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Line({ sign, value, style, said }: { sign: string; value: unknown; style: string; said: string }) {
  return (
    <div className={`flex gap-2 px-2 ${style}`}>
      <span className="select-none" aria-hidden>
        {sign}
      </span>
      <span className="sr-only">{said}</span>
      <span className="break-all whitespace-pre-wrap">{shown(value)}</span>
    </div>
  );
}

/** Field changes, before and after; null or undefined means that the field was absent. */
export function Diff({ entries }: { entries: readonly DiffEntry[] }) {
  const t = useTranslations('common.diff');
  return (
    <ul className="overflow-hidden rounded-md border font-mono text-xs">
      {entries.map((entry) => (
        <li key={entry.path} className="border-b last:border-b-0">
          <div className="bg-subtle px-2 py-1 break-all text-fg-muted">{entry.label ?? entry.path}</div>
          {entry.before !== null && entry.before !== undefined && (
            <Line sign="−" value={entry.before} style="bg-failing-soft text-failing" said={t('before')} />
          )}
          {entry.after !== null && entry.after !== undefined && (
            <Line sign="+" value={entry.after} style="bg-healthy-soft text-healthy" said={t('after')} />
          )}
        </li>
      ))}
    </ul>
  );
}
