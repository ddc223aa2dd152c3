'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { Channel } from '#/lib/contract/channels.ts';
import { channelKinds, severities } from '#/lib/domain/words.ts';
import { languageOf } from '#/lib/format.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';
import { channelActs } from './channel-acts.ts';
import { bodyOf, channelFields, draftOf, OPTIONAL, type ChannelDraft, type FieldName } from './channel-form.ts';

type Props = { channel: Channel | null; onClose: () => void; onSaved: () => void };

const languages = [
  { value: 'en', label: 'English' },
  { value: 'zh-TW', label: '繁體中文' },
] as const;
const hinted: readonly FieldName[] = ['channel', 'url', 'signing_secret', 'to'];

/** Asks for a channel, by its kind; a kind that was chosen once stays. */
export function ChannelDialog({ channel, onClose, onSaved }: Props) {
  const t = useTranslations('settings.notifications');
  const word = useTranslations('incidents.severity');
  const textOf = useProblemText();
  const language = languageOf(useLocale());
  const [draft, setDraft] = useState<ChannelDraft>(() => draftOf(channel, language));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const put = (change: Partial<ChannelDraft>) => setDraft((known) => ({ ...known, ...change }));
  const { settings, secrets } = channelFields[draft.kind];

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const body = bodyOf(draft);
    try {
      await (channel ? channelActs.change(channel.id, body) : channelActs.create({ ...body, kind: draft.kind }));
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
      onOpenChange={(open) => !open && onClose()}
      title={channel ? t('form.edit', { name: channel.name }) : t('form.add')}
      focusOn="channel-name"
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field id="channel-kind" label={t('form.kind')}>
          <Select
            id="channel-kind"
            value={draft.kind}
            disabled={channel !== null}
            onValueChange={(kind) => put({ kind })}
            items={channelKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Field>
        <Text id="channel-name" label={t('form.name')} value={draft.name} onChange={(name) => put({ name })} required />
        {[...settings, ...secrets].map((name: FieldName) => {
          const secret = secrets.some((each) => each === name);
          const kept = secret && channel?.secret_keys.includes(name) === true;
          return (
            <Text
              key={`${draft.kind} ${name}`}
              id={`channel-${name}`}
              label={t(`form.${name}`)}
              hint={kept ? t('form.kept') : hinted.includes(name) ? t(`form.${name}Hint`) : undefined}
              value={draft.fields[name] ?? ''}
              onChange={(value) => put({ fields: { ...draft.fields, [name]: value } })}
              required={!kept && !OPTIONAL.includes(name)}
              type={secret ? 'password' : 'text'}
            />
          );
        })}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="channel-severity" label={t('form.severity')}>
            <Select
              id="channel-severity"
              value={draft.min_severity}
              onValueChange={(min_severity) => put({ min_severity })}
              items={severities.map((value) => ({ value, label: word(value) }))}
            />
          </Field>
          <Field id="channel-language" label={t('form.language')}>
            <Select id="channel-language" value={draft.language} onValueChange={(value) => put({ language: value })} items={languages} />
          </Field>
          <Text
            id="channel-teams"
            label={t('form.teams')}
            hint={t('form.teamsHint')}
            value={draft.teams}
            onChange={(teams) => put({ teams })}
          />
          <Text
            id="channel-services"
            label={t('form.services')}
            hint={t('form.servicesHint')}
            value={draft.services}
            onChange={(services) => put({ services })}
          />
        </div>
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

type TextProps = {
  id: string;
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  type?: 'text' | 'password';
};

function Text({ id, label, hint, onChange, ...rest }: TextProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      <Input
        id={id}
        {...rest}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={rest.type === 'password' ? 'new-password' : 'off'}
      />
    </Field>
  );
}
