'use client';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { formatQuantity, languageOf } from '#/lib/format.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { search, urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { cx } from '#/components/ui/cx.ts';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { useNow } from '#/components/ui/use-now.ts';
import { comparisonWindow, servedSince } from './attempt-window.ts';
import { compareSignal, type ComparedSignal, type Comparison } from './compare.ts';

const STEP_S = 15;
const looks = {
  better: { style: 'text-healthy', Shape: ArrowDown },
  worse: { style: 'text-failing', Shape: ArrowUp },
  same: { style: 'text-fg-muted', Shape: Minus },
  unknown: { style: 'text-unknown', Shape: Minus },
} satisfies Record<Comparison['verdict'], { style: string; Shape: typeof Minus }>;

function useSignal(deployment: Deployment, signal: ComparedSignal) {
  const { start, end } = comparisonWindow(deployment);
  const moving = useNow((now) => now < Date.parse(end));
  const url = `${urls.service(deployment.namespace, deployment.service)}/metrics${search({ signal, start, end, step: STEP_S })}`;
  return useAnswer<MetricsAnswer>(url, { refetchInterval: moving ? 15_000 : false });
}

/** The golden signals before the attempt and from its beginning on, each with a verdict. */
export function SignalsCompare({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('deployment');
  const answers = [useSignal(deployment, 'traffic'), useSignal(deployment, 'error_rate'), useSignal(deployment, 'latency_p95')];
  const failed = answers.find((answer) => answer.error);
  if (failed?.error)
    return (
      <ProblemState error={failed.error} title={t('error.signals')} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
    );
  const served = servedSince(deployment);
  return (
    <div className="flex flex-col gap-1.5">
      <Table label={t('section.signals')}>
        <thead>
          <tr>
            <Th>{t('signals.signal')}</Th>
            <Th numeric>{t('signals.before')}</Th>
            <Th numeric>{t('signals.after')}</Th>
            <Th className="pl-6">{t('columns.state')}</Th>
          </tr>
        </thead>
        <tbody>
          {(['traffic', 'error_rate', 'latency_p95'] as const).map((signal, index) => (
            <SignalRow
              key={signal}
              signal={signal}
              answer={answers[index]?.data}
              asked={Date.parse(deployment.created_at)}
              served={served}
            />
          ))}
        </tbody>
      </Table>
      <p className="text-xs text-fg-faint">
        {served === null
          ? t(isOpen(deployment.status) ? 'signals.notYet' : 'signals.neverServed', { version: deployment.version })
          : t('signals.window', { minutes: comparisonWindow(deployment).minutes })}
      </p>
    </div>
  );
}

type RowProps = {
  signal: ComparedSignal;
  answer: MetricsAnswer | undefined;
  /** When the attempt was asked for, and when what it brought began to serve. Unix ms. */
  asked: number;
  served: number | null;
};

function SignalRow({ signal, answer, asked, served }: RowProps) {
  const t = useTranslations('deployment.signals');
  const language = languageOf(useLocale());
  const compared = compareSignal(signal, answer?.series[0]?.points ?? [], { before: asked, after: served });
  const { style, Shape } = looks[compared.verdict];
  const figure = (value: number | null) => formatQuantity(value, answer?.unit ?? '', language);
  const Arrow = signal === 'traffic' && compared.verdict === 'worse' ? ArrowDown : Shape;
  return (
    <Tr>
      <Td>{t(signal)}</Td>
      <Td numeric className="tabular-nums">
        {figure(compared.before)}
      </Td>
      <Td numeric className="tabular-nums">
        {served === null ? t('none') : figure(compared.after)}
      </Td>
      <Td className={cx('pl-6', style)}>
        {answer && served !== null && (
          <span className="inline-flex items-center gap-1 whitespace-nowrap">
            <Arrow aria-hidden className="size-3.5" />
            {t(`verdict.${compared.verdict}`)}
          </span>
        )}
      </Td>
    </Tr>
  );
}
