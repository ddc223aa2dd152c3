'use client';
import { useTranslations } from 'next-intl';
import { useService } from '#/components/data/use-service.ts';
import type { PageSubject } from './page-subject.ts';

/** Questions that suit the page, one click each. */
export function Suggestions({ subject, onAsk }: { subject: PageSubject; onAsk: (question: string) => void }) {
  const t = useTranslations('ask.suggest');
  if (subject.service) return <OfService {...subject.service} onAsk={onAsk} />;
  if (subject.deploymentId) return <Chips questions={[t('deploymentFailed'), t('rollbackHelp')]} onAsk={onAsk} />;
  return <Chips questions={[t('whatFails'), t('whatChanged')]} onAsk={onAsk} />;
}

function OfService({ namespace, name, onAsk }: { namespace: string; name: string; onAsk: (question: string) => void }) {
  const t = useTranslations('ask.suggest');
  const { data } = useService(namespace, name);
  const well = data === undefined || data.health === 'healthy';
  return (
    <Chips
      questions={[t(well ? 'isHealthy' : 'whyFailing', { name }), t('whatChangedIn', { name }), t('whySlow', { name })]}
      onAsk={onAsk}
    />
  );
}

function Chips({ questions, onAsk }: { questions: readonly string[]; onAsk: (question: string) => void }) {
  const t = useTranslations('ask.suggest');
  return (
    <ul aria-label={t('label')} className="flex flex-wrap gap-1.5">
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            onClick={() => onAsk(question)}
            className="rounded-full border px-2.5 py-1 text-left text-xs text-fg-muted transition-colors hover:border-line-strong hover:bg-muted hover:text-fg"
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
