'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { Silence } from '#/lib/contract/incidents.ts';
import { urls } from '#/components/data/urls.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { toast } from '#/components/ui/toast.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { formatClock } from '#/lib/format.ts';
import { createSilence } from './acts.ts';
import { localInput, momentOf } from './local-input.ts';
import { MatcherFields } from './matcher-fields.tsx';

type Props = {
  kind: Silence['kind'];
  matchers: Silence['matchers'];
  /** How long at first; null leaves the end to be said. */
  hours: number | null;
  onClose: () => void;
  onDone: () => void;
};

/** Asks which alerts are to be quiet, and until when. */
export function SilenceDialog({ kind, matchers: given, hours, onClose, onDone }: Props) {
  const t = useTranslations('incidents.silence');
  const cancel = useTranslations('incidents.action')('cancel');
  const textOf = useProblemText();
  const client = useQueryClient();
  const zone = useTimeZone();
  const [matchers, setMatchers] = useState(given.length > 0 ? given : [{ name: 'service', operator: '=' as const, value: '' }]);
  const [starts, setStarts] = useState('');
  const [ends, setEnds] = useState(() => (hours === null ? '' : localInput(Date.now() + hours * 3_600_000)));
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const planned = kind === 'maintenance';

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const filled = matchers.filter((matcher) => matcher.name.trim() !== '' && matcher.value !== '');
    const ends_at = momentOf(ends);
    if (filled.length === 0) return setError(t('needMatcher'));
    if (ends_at === null) return setError(t('needEnd'));
    setBusy(true);
    setError(null);
    try {
      const starts_at = momentOf(starts) ?? undefined;
      await createSilence({ kind, matchers: filled, starts_at, ends_at, comment: comment.trim() });
      await client.invalidateQueries({ queryKey: [urls.silences] });
      toast.success(t('done', { at: formatClock(ends_at, zone, 'day') }));
      onDone();
      onClose();
    } catch (cause) {
      setError(textOf(cause));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t(planned ? 'maintenanceTitle' : 'title')} description={t('text')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <MatcherFields matchers={matchers} onChange={setMatchers} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="silence-starts" label={t('starts')} hint={t('startsHint')}>
            <Input id="silence-starts" type="datetime-local" value={starts} onChange={(event) => setStarts(event.target.value)} />
          </Field>
          <Field id="silence-ends" label={t('ends')} hint={zone}>
            <Input id="silence-ends" type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} required />
          </Field>
        </div>
        <Field id="silence-comment" label={t('comment')}>
          <Input
            id="silence-comment"
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            maxLength={2000}
            autoComplete="off"
          />
        </Field>
        {error && (
          <p role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(planned ? 'submitMaintenance' : 'submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
