'use client';
import { Check, Circle, CircleDot, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { useNow } from '#/components/ui/use-now.ts';
import { clock, deploymentSteps, type Step, type StepState } from './stepper.ts';

const shapes = {
  done: Check,
  current: CircleDot,
  ahead: Circle,
  failed: X,
  skipped: Minus,
  unreached: Minus,
} satisfies Record<StepState, typeof Check>;
const looks = {
  done: 'text-fg-muted',
  current: 'text-accent font-medium',
  ahead: 'text-fg-faint',
  failed: 'text-failing font-medium',
  skipped: 'text-fg-faint',
  unreached: 'text-fg-faint',
} satisfies Record<StepState, string>;

/** How far an attempt has come; ticks while it works. `times` adds when each step was entered. */
export function DeploymentStepper({ deployment, times = false }: { deployment: Deployment; times?: boolean }) {
  const t = useTranslations('deployment');
  const open = isOpen(deployment.status);
  const second = useNow((now) => (open ? Math.floor(now / 1000) : 0));
  const steps = deploymentSteps(deployment, second * 1000);
  return (
    <ol
      aria-label={t('stepsOf')}
      className={cx('flex text-xs', times ? 'flex-col gap-2 sm:flex-row sm:gap-0' : 'flex-wrap items-center gap-x-1.5 gap-y-1')}
    >
      {steps.map((step, index) => (
        <li
          key={step.id}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className={cx(
            'flex',
            times ? 'flex-1 flex-col gap-0.5 border-l-2 pl-3 sm:border-t-2 sm:border-l-0 sm:pt-2 sm:pr-3 sm:pl-0' : 'items-center gap-1.5',
            times && bar(step.state),
          )}
        >
          <StepName step={step} />
          {times && (
            <span className="min-h-4.5 text-fg-faint">
              {step.at && step.state !== 'skipped' && step.state !== 'unreached' && <ExactTime at={step.at} />}
            </span>
          )}
          {!times && index < steps.length - 1 && (
            <span aria-hidden className={cx('h-px w-3 sm:w-5', step.state === 'done' ? 'bg-fg-faint' : 'bg-line-strong')} />
          )}
        </li>
      ))}
    </ol>
  );
}

function bar(state: StepState): string {
  if (state === 'failed') return 'border-failing';
  if (state === 'current') return 'border-accent';
  return state === 'done' ? 'border-fg-faint' : 'border-line';
}

function StepName({ step }: { step: Step }) {
  const t = useTranslations('deployment');
  const Shape = shapes[step.state];
  return (
    <span className={cx('inline-flex items-center gap-1 whitespace-nowrap', looks[step.state])}>
      <Shape aria-hidden className={cx('size-3 shrink-0', step.state === 'current' && 'animate-pulse')} />
      {t(`step.${step.id}`)}
      {step.progress && (
        <span className="tabular">
          {step.id === 'watching'
            ? t('watched', { done: clock(step.progress.done), of: clock(step.progress.of) })
            : t('count', { done: step.progress.done, of: step.progress.of })}
        </span>
      )}
      <span className="sr-only">{t(`stepState.${step.state}`)}</span>
    </span>
  );
}
