'use client';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { AlertRule } from '#/lib/contract/rules.ts';
import { ruleComparisons, severities, signalUnits } from '#/lib/domain/words.ts';
import { send } from '#/components/data/api.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';
import { RulePreviewed } from './rule-previewed.tsx';

type Signal = AlertRule['signal'];
const signals = Object.keys(signalUnits) as Signal[];
/** What a receiver gets. */
const BODY = '{user_query, context: {alert_name, service, summary, source}}';

type Props = { url: string; rule: AlertRule | null; onClose: () => void; onSaved: () => void };

/** Asks for a rule, new or as it is, and shows beside it when it would have fired over the past day. */
export function RuleDialog({ url, rule, onClose, onSaved }: Props) {
  const t = useTranslations('service.rules');
  const word = useTranslations('incidents.severity');
  const textOf = useProblemText();
  const [name, setName] = useState(rule?.name ?? '');
  const [signal, setSignal] = useState<Signal>(rule?.signal ?? 'error_rate');
  const [comparison, setComparison] = useState(rule?.comparison ?? 'above');
  const [threshold, setThreshold] = useState(String(rule?.threshold ?? 0.05));
  const [seconds, setSeconds] = useState(String(rule?.for_seconds ?? 60));
  const [severity, setSeverity] = useState(rule?.severity ?? 'warning');
  const known = rule?.receivers.join('\n') ?? '';
  const [receivers, setReceivers] = useState(known);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const condition = { signal, comparison, threshold: Number(threshold), for_seconds: Number(seconds) };
  const unit = signalUnits[signal];

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const addresses = receivers.split(/\s+/).filter(Boolean);
    // Addresses come back without what is secret in them: untouched ones are not sent.
    const body = { name: name.trim(), ...condition, severity, ...(receivers !== known && { receivers: addresses }) };
    try {
      await (rule ? send<AlertRule>('PATCH', `${url}/${encodeURIComponent(rule.id)}`, body) : send<AlertRule>('POST', url, body));
      onSaved();
      onClose();
    } catch (cause) {
      setError(textOf(cause));
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={rule ? t('form.edit', { name: rule.name }) : t('form.add')}
      focusOn="rule-name"
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="rule-name" label={t('form.name')} hint={t('form.nameHint')}>
            <Input
              id="rule-name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              required
              maxLength={100}
              autoComplete="off"
            />
          </Field>
          <Field id="rule-severity" label={t('form.severity')}>
            <Select
              id="rule-severity"
              value={severity}
              onValueChange={setSeverity}
              items={severities.map((value) => ({ value, label: word(value) }))}
            />
          </Field>
          <Field id="rule-signal" label={t('form.signal')}>
            <Select
              id="rule-signal"
              value={signal}
              onValueChange={setSignal}
              items={signals.map((value) => ({ value, label: t(`signal.${value}`) }))}
            />
          </Field>
          <Field id="rule-comparison" label={t('form.comparison')}>
            <Select
              id="rule-comparison"
              value={comparison}
              onValueChange={setComparison}
              items={ruleComparisons.map((value) => ({ value, label: t(`comparison.${value}`) }))}
            />
          </Field>
          <Field
            id="rule-threshold"
            label={t('form.threshold')}
            hint={comparison === 'times_baseline' ? t('form.times') : t('form.unit', { unit: unit === 'ratio' ? '0–1' : unit })}
          >
            <Input
              id="rule-threshold"
              type="number"
              min={0}
              step="any"
              value={threshold}
              onChange={(event) => setThreshold(event.target.value)}
              required
            />
          </Field>
          <Field id="rule-for" label={t('form.for')}>
            <Input
              id="rule-for"
              type="number"
              min={0}
              max={86_400}
              step={1}
              value={seconds}
              onChange={(event) => setSeconds(event.target.value)}
              required
            />
          </Field>
        </div>
        <RulePreviewed url={url} condition={condition} unit={unit} />
        <Field id="rule-receivers" label={t('form.receivers')} hint={t('form.receiversHint', { body: BODY })}>
          <Textarea
            id="rule-receivers"
            value={receivers}
            onChange={(event) => setReceivers(event.target.value)}
            rows={2}
            spellCheck={false}
          />
        </Field>
        {error && (
          <p role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
