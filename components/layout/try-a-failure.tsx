'use client';
import { ChevronDown, FlaskConical } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from '#/components/ui/toast.ts';
import { useMay } from '#/components/data/actor.tsx';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { useServices } from '#/components/data/use-service.ts';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuItem } from '#/components/ui/menu.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { experimentsFor, type Experiment } from './failures.ts';

/** The demo's menu of things that go wrong, and one that goes right. */
export function TryAFailure() {
  const t = useTranslations('demo');
  return (
    <Menu
      trigger={
        <Button size="sm">
          <FlaskConical aria-hidden className="size-3.5" />
          {t('try')}
          <ChevronDown aria-hidden className="size-3.5" />
        </Button>
      }
    >
      <Experiments />
    </Menu>
  );
}

function Experiments() {
  const t = useTranslations('demo');
  const router = useRouter();
  const textOf = useProblemText();
  const { data: services, error } = useServices();
  const allowed = useMay('deployments:write');

  async function start(experiment: Experiment) {
    try {
      const { id } = await experiment.run();
      router.push(`/deployments/${id}`);
    } catch (cause) {
      toast.error(textOf(cause));
    }
  }

  if (error) return <p className="px-3 py-2 text-sm text-fg-muted">{textOf(error)}</p>;
  if (!services) return <Skeleton className="mx-3 my-2 h-24 w-64" />;
  return (
    <>
      {experimentsFor(services).map((experiment) => (
        <MenuItem key={experiment.name} disabled={!allowed} onSelect={() => void start(experiment)}>
          <span className="flex flex-col">
            <span>{t(`experiments.${experiment.name}.title`)}</span>
            <span className="text-xs text-fg-faint">{t(`experiments.${experiment.name}.detail`)}</span>
          </span>
        </MenuItem>
      ))}
      {!allowed && <p className="max-w-64 px-3 py-1.5 text-xs text-fg-faint">{t('notAllowed')}</p>}
    </>
  );
}
