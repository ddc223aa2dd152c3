'use client';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { incidentActs } from './acts.ts';

type Props = { incident: IncidentDetail; onClose: () => void; onDone: (incident: IncidentDetail) => void };

/** Hands an incident to somebody by name. */
export function AssignDialog({ incident, onClose, onDone }: Props) {
  const t = useTranslations('incidents.action');
  const textOf = useProblemText();
  const [name, setName] = useState(incident.assignee ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      onDone(await incidentActs.assign(incident.id, name.trim()));
      onClose();
    } catch (cause) {
      setError(textOf(cause));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('assignTitle', { id: incident.id })} focusOn="assignee">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field id="assignee" label={t('assignee')} hint={t('assigneeHint')} error={error}>
          <Input id="assignee" value={name} onChange={(event) => setName(event.target.value)} required maxLength={200} autoComplete="off" />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
