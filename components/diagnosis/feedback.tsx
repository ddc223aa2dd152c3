'use client';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { act } from '#/components/data/mutations.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';

/** Was it right? Yes or no counts at once; a reason may follow. */
export function Feedback({ id }: { id: string }) {
  const t = useTranslations('diagnosis');
  const textOf = useProblemText();
  const [helpful, setHelpful] = useState<boolean | null>(null);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'asking' | 'sending' | 'sent'>('asking');
  const [error, setError] = useState<string | null>(null);

  async function send(answer: boolean, why?: string) {
    setHelpful(answer);
    setError(null);
    setState('sending');
    try {
      await act.feedback(id, answer, why);
      setState(why === undefined ? 'asking' : 'sent');
    } catch (cause) {
      setState('asking');
      setError(textOf(cause));
    }
  }

  const choice = (value: boolean, label: string, Icon: typeof ThumbsUp) => (
    <Button
      size="sm"
      variant={helpful === value ? 'primary' : 'secondary'}
      aria-pressed={helpful === value}
      onClick={() => void send(value)}
    >
      <Icon aria-hidden className="size-3.5" />
      {label}
    </Button>
  );
  return (
    <div data-print="hide">
      <Section title={t('section.feedback')}>
        <div className="flex gap-2">
          {choice(true, t('feedback.yes'), ThumbsUp)}
          {choice(false, t('feedback.no'), ThumbsDown)}
        </div>
        {helpful !== null && state !== 'sent' && (
          <div className="mt-3 flex max-w-lg flex-col items-start gap-2">
            <Field id={`feedback-${id}`} label={t('feedback.reason')} className="w-full">
              <Textarea id={`feedback-${id}`} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <Button size="sm" busy={state === 'sending'} disabled={reason.trim() === ''} onClick={() => void send(helpful, reason.trim())}>
              {t('feedback.send')}
            </Button>
          </div>
        )}
        <p role="status" className="mt-2 text-sm text-fg-muted">
          {state === 'sent' && t('feedback.thanks')}
          {error && `${t('feedback.failed')} ${error}`}
        </p>
      </Section>
    </div>
  );
}
