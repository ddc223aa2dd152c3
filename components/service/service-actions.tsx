'use client';
import { Ellipsis, Play, RotateCcw, Scaling, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '#/components/data/actor.tsx';
import { act } from '#/components/data/mutations.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { Service } from '#/lib/contract/services.ts';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuItem } from '#/components/ui/menu.tsx';

// Dialogs and their parts are fetched when one is opened: most visits open none.
const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const DeployDialog = dynamic(() => import('./deploy-dialog.tsx').then((loaded) => loaded.DeployDialog));
const ScaleDialog = dynamic(() => import('./scale-dialog.tsx').then((loaded) => loaded.ScaleDialog));

type Verb = 'restart' | 'stop' | 'start';

/** What an operator can do to a service; each ends on the page of the deployment that it began. */
export function ServiceActions({ service }: { service: Service }) {
  const t = useTranslations('service.actions');
  const router = useRouter();
  const allowed = useMay('deployments:write');
  const [open, setOpen] = useState<Verb | 'deploy' | 'scale' | null>(null);
  const { namespace, name } = service;
  const values = { name, count: service.replicas.desired };
  const close = () => setOpen(null);
  const follow = ({ id }: AcceptedDeployment) => router.push(`/deployments/${id}`);

  if (!allowed) return null;
  return (
    <>
      <Menu
        label={t('more')}
        trigger={
          <Button square title={t('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        {service.stopped ? (
          <MenuItem icon={<Play aria-hidden />} onSelect={() => setOpen('start')}>
            {t('start.verb')}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => setOpen('restart')}>
              {t('restart.verb')}
            </MenuItem>
            <MenuItem icon={<Scaling aria-hidden />} onSelect={() => setOpen('scale')}>
              {t('scale.item')}
            </MenuItem>
            <MenuItem icon={<Square aria-hidden />} danger onSelect={() => setOpen('stop')}>
              {t('stop.verb')}
            </MenuItem>
          </>
        )}
      </Menu>
      <Button variant="primary" onClick={() => setOpen('deploy')}>
        {t('deploy')}
      </Button>
      {open === 'deploy' && <DeployDialog service={service} onClose={close} onAccepted={follow} />}
      {open === 'scale' && <ScaleDialog service={service} onClose={close} onAccepted={follow} />}
      {(['restart', 'stop', 'start'] as const).map((verb) => (
        <Confirm
          key={verb}
          open={open === verb}
          onOpenChange={(next) => !next && close()}
          title={t(`${verb}.title`, values)}
          action={t(`${verb}.verb`)}
          danger={verb === 'stop'}
          onConfirm={() => act[verb](namespace, name).then(follow)}
        >
          {t(`${verb}.detail`, values)}
        </Confirm>
      ))}
    </>
  );
}
