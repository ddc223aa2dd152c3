'use client';
import { BellOff, CircleCheck, Eye, RotateCcw, Stethoscope, UserRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { useActor, useMay } from '#/components/data/actor.tsx';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuItem } from '#/components/ui/menu.tsx';
import { toast } from '#/components/ui/toast.ts';
import { diagnoseIncident, incidentActs } from './acts.ts';
import { prefilledMatchers } from './prefilled-matchers.ts';
import { useIncident, useKeepIncident } from './use-incident.ts';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const AssignDialog = dynamic(() => import('./assign-dialog.tsx').then((loaded) => loaded.AssignDialog));
const SilenceDialog = dynamic(() => import('./silence-dialog.tsx').then((loaded) => loaded.SilenceDialog));

type Doing = { what: 'resolve' | 'assign' } | { what: 'silence'; hours: number | null };

/** What can be done about an incident, without leaving its page. */
export function IncidentActions({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents.action');
  const textOf = useProblemText();
  const keep = useKeepIncident();
  const { refetch } = useIncident(incident.id);
  const { name } = useActor();
  const mayAct = useMay('incidents:write');
  const mayAsk = useMay('execute');
  const [busy, setBusy] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const { id, status, diagnosis } = incident;
  const close = () => setDoing(null);
  const resolved = status === 'resolved';
  const diagnosing = diagnosis?.status === 'queued' || diagnosis?.status === 'running';

  async function run(what: string, work: () => Promise<unknown>) {
    setBusy(what);
    try {
      await work();
    } catch (cause) {
      toast.error(t('failed'), { description: textOf(cause) });
    }
    setBusy(null);
  }
  const assign = (assignee: string | null) => void run('assign', async () => keep(await incidentActs.assign(id, assignee)));

  async function resolve() {
    const done = await incidentActs.resolve(id).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    keep(done);
  }

  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      {mayAct && status === 'firing' && (
        <Button
          variant="primary"
          busy={busy === 'acknowledge'}
          onClick={() => void run('acknowledge', async () => keep(await incidentActs.acknowledge(id)))}
        >
          <Eye aria-hidden className="size-3.5" />
          {t('acknowledge')}
        </Button>
      )}
      {mayAct && !resolved && (
        <>
          <Menu
            trigger={
              <Button busy={busy === 'assign'}>
                <UserRound aria-hidden className="size-3.5" />
                {t('assign')}
              </Button>
            }
          >
            {incident.assignee !== name && <MenuItem onSelect={() => assign(name)}>{t('toMe')}</MenuItem>}
            {incident.assignee !== null && <MenuItem onSelect={() => assign(null)}>{t('toNobody')}</MenuItem>}
            <MenuItem onSelect={() => setDoing({ what: 'assign' })}>{t('toSomebody')}</MenuItem>
          </Menu>
          <Menu
            trigger={
              <Button>
                <BellOff aria-hidden className="size-3.5" />
                {t('silence')}
              </Button>
            }
          >
            <MenuItem onSelect={() => setDoing({ what: 'silence', hours: 1 })}>{t('for1')}</MenuItem>
            <MenuItem onSelect={() => setDoing({ what: 'silence', hours: 4 })}>{t('for4')}</MenuItem>
            <MenuItem onSelect={() => setDoing({ what: 'silence', hours: null })}>{t('until')}</MenuItem>
          </Menu>
        </>
      )}
      {mayAsk && !diagnosing && (
        <Button
          busy={busy === 'diagnose'}
          onClick={() =>
            void run('diagnose', async () => {
              await diagnoseIncident(id);
              await refetch();
            })
          }
        >
          <Stethoscope aria-hidden className="size-3.5" />
          {t(diagnosis ? 'diagnose' : 'diagnoseFirst')}
        </Button>
      )}
      {mayAct && !resolved && (
        <Button onClick={() => setDoing({ what: 'resolve' })}>
          <CircleCheck aria-hidden className="size-3.5" />
          {t('resolve')}
        </Button>
      )}
      {mayAct && resolved && (
        <Button busy={busy === 'reopen'} onClick={() => void run('reopen', async () => keep(await incidentActs.reopen(id)))}>
          <RotateCcw aria-hidden className="size-3.5" />
          {t('reopen')}
        </Button>
      )}
      {!mayAct && <p className="text-xs text-fg-faint">{t('forbidden')}</p>}
      {doing?.what === 'resolve' && (
        <Confirm open onOpenChange={(open) => !open && close()} title={t('resolveTitle', { id })} action={t('resolve')} onConfirm={resolve}>
          {t('resolveText')}
        </Confirm>
      )}
      {doing?.what === 'assign' && <AssignDialog incident={incident} onClose={close} onDone={keep} />}
      {doing?.what === 'silence' && (
        <SilenceDialog
          kind="silence"
          matchers={prefilledMatchers(incident)}
          hours={doing.hours}
          onClose={close}
          onDone={() => void refetch()}
        />
      )}
    </div>
  );
}
