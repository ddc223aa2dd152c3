'use client';
import { Check, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Step, ToolCall } from '#/components/data/diagnosis-state.ts';
import { cx } from '#/components/ui/cx.ts';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { ToolCalls } from './tool-calls.tsx';

const shapes = { started: LoaderCircle, done: Check, failed: X, skipped: Minus } satisfies Record<Step['status'], typeof Check>;
const looks = { started: 'text-accent', done: 'text-fg-muted', failed: 'text-failing', skipped: 'text-fg-faint' } satisfies Record<
  Step['status'],
  string
>;

/** One step of the plan: a shape, its name and, for those who cannot see, its state. */
function StepLine({ step }: { step: Step }) {
  const t = useTranslations('diagnosis');
  const Shape = shapes[step.status];
  return (
    <span className={cx('inline-flex items-center gap-1.5', looks[step.status])}>
      <Shape aria-hidden className={cx('size-3 shrink-0', step.status === 'started' && 'animate-spin')} />
      <RichLine text={step.title} />
      <span className="sr-only">{t(`stepStatus.${step.status}`)}</span>
    </span>
  );
}

/** The plan of a diagnosis as it is worked through; `inline` runs it along one line. */
export function LiveSteps({ steps, inline = false }: { steps: readonly Step[]; inline?: boolean }) {
  const t = useTranslations('diagnosis');
  return (
    <ol
      aria-live="polite"
      aria-label={t('section.steps')}
      className={cx('flex', inline ? 'flex-wrap gap-x-4 gap-y-1 text-xs' : 'flex-col gap-1.5 text-sm')}
    >
      {steps.map((step) => (
        <li key={step.id}>
          <StepLine step={step} />
        </li>
      ))}
    </ol>
  );
}

/** The plan step by step, each with the tools that were called in it, to unfold. */
export function StepsWithCalls({ steps, calls }: { steps: readonly Step[]; calls: readonly ToolCall[] }) {
  const t = useTranslations('diagnosis');
  const known = new Set(steps.map((step) => step.id));
  const others = calls.filter((call) => call.step === null || !known.has(call.step));
  return (
    <ol aria-live="polite" aria-label={t('section.steps')} className="flex flex-col gap-2 text-sm">
      {steps.map((step) => {
        const own = calls.filter((call) => call.step === step.id);
        return (
          <li key={step.id}>
            <StepLine step={step} />
            {own.length > 0 && <ToolCalls calls={own} />}
          </li>
        );
      })}
      {others.length > 0 && (
        <li>
          <span className="text-fg-muted">{t('done.other')}</span>
          <ToolCalls calls={others} />
        </li>
      )}
    </ol>
  );
}
