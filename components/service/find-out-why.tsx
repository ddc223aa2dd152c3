'use client';
import { Stethoscope } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAsk } from '#/components/ask/ask-context.tsx';
import { useMay } from '#/components/data/actor.tsx';
import { Button } from '#/components/ui/button.tsx';
import type { Service } from '#/lib/contract/services.ts';

/** For a service that is not well: asks the assistant why, whether or not a deployment had to do with it. */
export function FindOutWhy({ service: { namespace, name, health, stopped } }: { service: Service }) {
  const t = useTranslations('service.header');
  const { put } = useAsk();
  const allowed = useMay('execute');
  if (!allowed || stopped || (health !== 'failing' && health !== 'degraded')) return null;
  return (
    <Button onClick={() => put({ question: t('whyQuestion', { name }), service: { namespace, name }, around: null })}>
      <Stethoscope aria-hidden className="size-3.5" />
      {t('findOutWhy')}
    </Button>
  );
}
