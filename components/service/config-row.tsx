'use client';
import { KeyRound, Trash2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { Input } from '#/components/ui/input.tsx';

type Props = {
  name: string;
  /** The value in force, redacted when it is secret; null for a new key. */
  current: string | null;
  /** What was typed; null to remove it; undefined when untouched. */
  draft: string | null | undefined;
  secret: boolean;
  /** Somebody was led here for this key. */
  focused: boolean;
  editable: boolean;
  onChange: (value: string | null) => void;
  onUndo: () => void;
};

/** One key of the environment. A secret's value is never shown, only replaced. */
export function ConfigRow({ name, current, draft, secret, focused, editable, onChange, onUndo }: Props) {
  const t = useTranslations('service.config');
  const removed = draft === null;
  const touched = draft !== undefined && (removed || secret || draft !== current);
  const shown = draft ?? (secret ? '' : (current ?? ''));
  return (
    <li
      className={cx(
        'grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b py-1.5 sm:grid-cols-[minmax(10rem,16rem)_minmax(0,1fr)_auto]',
        touched && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <span
        className={cx(
          'col-span-2 flex min-w-0 items-center gap-1.5 pl-2 font-mono text-xs sm:col-span-1',
          removed && 'text-fg-faint line-through',
        )}
      >
        <span className="truncate" title={name}>
          {name}
        </span>
        {secret && <KeyRound role="img" aria-label={t('secret')} className="size-3 shrink-0 text-fg-faint" />}
      </span>
      {editable && !removed ? (
        <Input
          aria-label={t('valueOf', { key: name })}
          autoFocus={focused}
          value={shown}
          type={secret ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          placeholder={secret && current !== null ? t('secretSet') : ''}
          onChange={(event) => onChange(event.target.value)}
          className="font-mono text-xs"
        />
      ) : (
        <span className={cx('truncate font-mono text-xs', removed && 'text-fg-faint line-through')}>
          {secret ? t('secretSet') : current}
        </span>
      )}
      {editable &&
        (touched ? (
          <Button variant="ghost" size="sm" square aria-label={t('undo', { key: name })} title={t('undo', { key: name })} onClick={onUndo}>
            <Undo2 aria-hidden className="size-3.5" />
          </Button>
        ) : (
          <Button
            variant="ghost"
            size="sm"
            square
            aria-label={t('remove', { key: name })}
            title={t('remove', { key: name })}
            onClick={() => onChange(null)}
          >
            <Trash2 aria-hidden className="size-3.5" />
          </Button>
        ))}
    </li>
  );
}
