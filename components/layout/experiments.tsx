'use client';
import { Fragment } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMay } from '#/components/data/actor.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { useServices } from '#/components/data/use-service.ts';
import { MenuGroup, MenuItem, MenuSeparator } from '#/components/ui/menu.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { toast } from '#/components/ui/toast.ts';
import type { DemoTrafficState } from '#/lib/contract/demo.ts';
import { experimentsFor, type Experiment, type Obstacle } from './failures.ts';

/** What the menu holds: the way back first, then what can go wrong, then what can go right. */
export function Experiments() {
  const t = useTranslations('demo');
  const router = useRouter();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const { data: services, error } = useServices();
  // The menu opens rarely, and no notice tells of traffic.
  const { data: traffic } = useAnswer<DemoTrafficState>(urls.demoTraffic, { refetchInterval: 5_000 });
  const allowed = useMay('deployments:write');

  async function start(experiment: Experiment) {
    try {
      const page = await experiment.run();
      void queries.invalidateQueries({ queryKey: [urls.demoTraffic] });
      if (experiment.name === 'surge' || experiment.name === 'undoSurge') toast.success(t(`experiments.${experiment.name}.done`));
      router.push(page);
    } catch (cause) {
      toast.error(textOf(cause));
    }
  }

  if (error) return <p className="px-3 py-2 text-sm text-fg-muted">{textOf(error)}</p>;
  if (!services) return <Skeleton className="mx-3 my-2 h-24 w-64" />;
  return (
    <>
      {!allowed && <p className="max-w-80 px-3 py-1.5 text-xs text-fg-muted">{t('notAllowed')}</p>}
      {experimentsFor(services, traffic).map((group, index) => (
        <Fragment key={group.name}>
          {index > 0 && <MenuSeparator />}
          <MenuGroup label={t(`groups.${group.name}`)}>
            {group.experiments.map((experiment) => (
              <MenuItem
                key={experiment.name}
                icon={group.name === 'undo' ? <Undo2 aria-hidden /> : undefined}
                disabled={!allowed || experiment.obstacle !== null}
                onSelect={() => void start(experiment)}
              >
                <Words name={experiment.name} obstacle={experiment.obstacle} />
              </MenuItem>
            ))}
          </MenuGroup>
        </Fragment>
      ))}
    </>
  );
}

function Words({ name, obstacle }: Pick<Experiment, 'name'> & { obstacle: Obstacle | null }) {
  const t = useTranslations('demo');
  return (
    <span className="flex min-w-0 flex-col">
      <span>{t(`experiments.${name}.title`)}</span>
      <span className="text-xs text-fg-faint">{obstacle ? <Why obstacle={obstacle} /> : t(`experiments.${name}.detail`)}</span>
    </span>
  );
}

function Why({ obstacle }: { obstacle: Obstacle }) {
  const t = useTranslations('demo.obstacle');
  return obstacle.why === 'busy' ? t('busy', { service: obstacle.service, version: obstacle.version }) : t('running');
}
