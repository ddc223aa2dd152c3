import { cx } from '#/components/ui/cx.ts';
import { shortText } from '#/components/ui/plain-text.ts';

type Field = { name: string; value: string | number | boolean | null; marked: boolean };

const MOST = 40;
const LONGEST = 500;

/** The fields of one object; those that the evidence is about stand out by a bar as well as by colour. */
export function FieldTable({ title, fields }: { title?: string; fields: readonly Field[] }) {
  return (
    <div className="flex flex-col gap-1 font-mono text-xs">
      {title && <p className="[overflow-wrap:anywhere] text-fg-muted">{shortText(title, LONGEST)}</p>}
      <dl>
        {fields.slice(0, MOST).map((field, index) => (
          <div
            key={index}
            className={cx(
              'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 border-l-2 px-2 py-0.5',
              field.marked ? 'border-failing bg-failing-soft' : 'border-transparent',
            )}
          >
            <dt className="[overflow-wrap:anywhere] text-fg-muted">{shortText(field.name, LONGEST)}</dt>
            <dd className={cx('[overflow-wrap:anywhere]', field.marked && 'font-medium')}>
              {field.value === null ? '–' : shortText(String(field.value), LONGEST)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
