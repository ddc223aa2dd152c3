'use client';
import { BellRing, CircleCheck, CircleDashed, CircleHelp, CircleOff, Pencil, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AlertRule } from '#/lib/contract/rules.ts';
import { send } from '#/components/data/api.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { SeverityBadge } from '#/components/incident/severity-badge.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Switch } from '#/components/ui/switch.tsx';
import { toast } from '#/components/ui/toast.ts';
import type { Tone } from '#/components/ui/tone.ts';
import { formatQuantity, languageOf } from '#/lib/format.ts';
import { useRuleSentence } from './rule-words.ts';

const looks = {
  ok: { tone: 'healthy', Shape: CircleCheck },
  pending: { tone: 'degraded', Shape: CircleDashed },
  firing: { tone: 'failing', Shape: BellRing },
  no_data: { tone: 'unknown', Shape: CircleHelp },
  off: { tone: 'unknown', Shape: CircleOff },
} satisfies Record<AlertRule['state'] | 'off', { tone: Tone; Shape: typeof CircleHelp }>;

type Props = { rule: AlertRule; url: string; mayChange: boolean; onDo: (what: 'edit' | 'remove') => void; onChanged: () => void };

/** One rule: its state since when, what it says, the value now, and what may be done about it. */
export function RuleRow({ rule, url, mayChange, onDo, onChanged }: Props) {
  const t = useTranslations('service.rules');
  const language = languageOf(useLocale());
  const sentence = useRuleSentence();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const state = rule.enabled ? rule.state : 'off';
  const { tone, Shape } = looks[state];

  async function enable(enabled: boolean) {
    setBusy(true);
    try {
      await send<AlertRule>('PATCH', `${url}/${encodeURIComponent(rule.id)}`, { enabled });
      onChanged();
    } catch (cause) {
      toast.error(t('failed'), { description: textOf(cause) });
    }
    setBusy(false);
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b py-2.5 text-sm last:border-b-0">
      <span className="flex w-full items-center gap-2 md:w-64">
        <Badge tone={tone} icon={<Shape aria-hidden />}>
          {t(`state.${state}`)}
        </Badge>
        {rule.enabled && rule.state_since && <RelativeTime at={rule.state_since} className="text-xs text-fg-faint" />}
      </span>
      <span className="min-w-0 flex-1 basis-56">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium [overflow-wrap:anywhere]">{rule.name}</span>
          <SeverityBadge severity={rule.severity} />
        </span>
        <span className="block text-fg-muted">
          {sentence(rule)}
          {rule.receivers.length > 0 && ` · ${t('receivers', { count: rule.receivers.length })}`}
        </span>
      </span>
      <span className="text-xs text-fg-muted tabular-nums">
        {rule.enabled && rule.value !== null && t('now', { value: formatQuantity(rule.value, rule.unit, language) })}
      </span>
      {mayChange && (
        <span className="ml-auto flex items-center gap-1">
          <Switch
            label={t('enable', { name: rule.name })}
            checked={rule.enabled}
            disabled={busy}
            onCheckedChange={(on) => void enable(on)}
          />
          <Button
            variant="ghost"
            size="sm"
            square
            aria-label={t('edit', { name: rule.name })}
            title={t('edit', { name: rule.name })}
            onClick={() => onDo('edit')}
          >
            <Pencil aria-hidden className="size-3.5" />
          </Button>
          <Button
            variant="ghost"
            size="sm"
            square
            aria-label={t('remove', { name: rule.name })}
            title={t('remove', { name: rule.name })}
            onClick={() => onDo('remove')}
          >
            <Trash2 aria-hidden className="size-3.5" />
          </Button>
        </span>
      )}
    </li>
  );
}
