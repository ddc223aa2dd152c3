'use client';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { useMay } from '#/components/data/actor.tsx';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';
import { incidentActs } from './acts.ts';
import { useKeepIncident } from './use-incident.ts';

/** Adds what a person found or did to the timeline. */
export function NoteForm({ id }: { id: number }) {
  const t = useTranslations('incidents.note');
  const textOf = useProblemText();
  const keep = useKeepIncident();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (!useMay('incidents:write')) return null;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      keep(await incidentActs.note(id, text.trim()));
      setText('');
    } catch (cause) {
      setError(textOf(cause));
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col items-start gap-2" data-print="hide">
      <Textarea
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={t('label')}
        placeholder={t('placeholder')}
        maxLength={4000}
        rows={2}
      />
      {error && (
        <p role="alert" className="text-sm text-failing">
          {error}
        </p>
      )}
      <Button type="submit" size="sm" busy={busy} disabled={text.trim() === ''}>
        {t('add')}
      </Button>
    </form>
  );
}
