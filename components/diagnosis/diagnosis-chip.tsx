import { LoaderCircle, Stethoscope } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DiagnosisStatus, Verdict } from '#/lib/domain/diagnosis.ts';
import { Chip } from '#/components/ui/chip.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { VerdictWord } from './verdict-word.tsx';

type Props = {
  id: string;
  status: DiagnosisStatus;
  verdict?: Verdict | null;
  /** The verdict's one line, shown on hover. */ summary?: string | null;
};

/** One diagnosis: "Diagnosing…" while it runs, then its verdict's word. */
export function DiagnosisChip({ id, status, verdict, summary }: Props) {
  const t = useTranslations('common.diagnosisStatus');
  const working = status === 'queued' || status === 'running';
  const label = !working && verdict ? <VerdictLabel verdict={verdict} /> : t(status);
  const card = summary ? (
    <div className="flex flex-col items-start gap-1.5">
      {verdict && <VerdictWord verdict={verdict} />}
      <p className="text-sm">
        <RichLine text={summary} />
      </p>
    </div>
  ) : undefined;
  return (
    <Chip
      href={`/diagnoses/${id}`}
      icon={working ? <LoaderCircle aria-hidden className="animate-spin" /> : <Stethoscope aria-hidden />}
      card={card}
    >
      {label}
    </Chip>
  );
}

function VerdictLabel({ verdict }: { verdict: Verdict }) {
  return useTranslations('common.verdict')(verdict);
}
