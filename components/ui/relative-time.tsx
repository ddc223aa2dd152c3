'use client';
import { useLocale, useTranslations } from 'next-intl';
import { toast } from './toast.ts';
import { formatInstant, formatRelative, languageOf } from '#/lib/format.ts';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';
import { useNow, useTimeZone } from './use-now.ts';

type Props = {
  /** RFC 3339. */
  at: string;
  /** Without a button of its own, for use inside a link or another control. */
  plain?: boolean;
  className?: string;
};

/** How long ago, ticking; the exact time with its zone on hover, one click to copy. */
export function RelativeTime({ at, plain = false, className }: Props) {
  const language = languageOf(useLocale());
  const t = useTranslations('common');
  const zone = useTimeZone();
  const text = useNow((now) => formatRelative(Date.parse(at), now, language));
  const exact = `${formatInstant(at, zone)} ${zone}`;
  if (plain) {
    return (
      <time dateTime={at} title={exact} className={cx('whitespace-nowrap', className)}>
        {text}
      </time>
    );
  }
  return (
    <Tooltip content={exact}>
      <button
        type="button"
        onClick={() => void navigator.clipboard.writeText(at).then(() => toast(t('copiedValue', { value: at })))}
        className={cx('rounded-sm whitespace-nowrap tabular-nums hover:text-fg', className)}
      >
        <time dateTime={at}>{text}</time>
      </button>
    </Tooltip>
  );
}
