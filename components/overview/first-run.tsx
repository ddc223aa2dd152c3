'use client';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { urls } from '#/components/data/urls.ts';
import { Button } from '#/components/ui/button.tsx';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { useHydrated } from '#/components/ui/use-now.ts';

const ASK_MS = 2_000;

/** `curl` as it is to be typed, with this site's own address. */
function command(origin: string, method: string, path: string, body: string): string[] {
  return [
    `curl -X ${method} ${origin}${path} \\`,
    `  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ];
}

/** The overview while nothing is watched: what to do, step by step, and a test that waits for it to have worked. */
export function FirstRun({ changed }: { changed: boolean }) {
  const t = useTranslations('overview.firstRun');
  const origin = useHydrated() ? location.origin : '';
  return (
    <Page narrow>
      <PageHeader title={t('title')}>{t('intro')}</PageHeader>
      <ol className="flex flex-col gap-8">
        <Step
          number={1}
          name="connect"
          done={false}
          lines={command(origin, 'PUT', '/api/v1/services/production/my-service', '{"platform": "external"}')}
        />
        <Step number={2} name="metrics" done={false} lines={null} />
        <Step
          number={3}
          name="send"
          done={changed}
          lines={command(
            origin,
            'POST',
            '/api/v1/audit-logs',
            '{"event_type": "DEPLOYMENT", "namespace": "production", "service": "my-service", "summary": "Deploy my-service 1.0.0"}',
          )}
        />
      </ol>
    </Page>
  );
}

type StepProps = { number: number; name: 'connect' | 'metrics' | 'send'; done: boolean; lines: readonly string[] | null };

function Step({ number, name, done, lines }: StepProps) {
  const t = useTranslations('overview.firstRun');
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3">
      <span aria-hidden className="flex size-7 items-center justify-center rounded-full bg-muted text-sm font-semibold tabular-nums">
        {number}
      </span>
      <div className="flex flex-col gap-2.5">
        <h2 className="pt-0.5 text-base font-semibold">{t(`${name}.title`)}</h2>
        <p className="text-sm text-fg-muted">{t(`${name}.body`)}</p>
        {lines && <CodeBlock label={t('copy')} lines={lines.map((text) => ({ text }))} />}
        {done ? (
          <p className="flex items-center gap-1.5 text-sm text-healthy">
            <CircleCheck aria-hidden className="size-4" />
            {t(`${name}.done`)}
          </p>
        ) : (
          <Waiting text={t(`${name}.waiting`)} />
        )}
      </div>
    </li>
  );
}

/** Asks for the overview again and again until it has something to show, which then takes this page's place. */
function Waiting({ text }: { text: string }) {
  const t = useTranslations('overview.firstRun');
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [urls.overview] }), ASK_MS);
    return () => clearInterval(timer);
  }, [waiting, client]);
  return (
    <div className="flex items-center gap-3 text-sm text-fg-muted" aria-live="polite">
      <Button size="sm" onClick={() => setWaiting(!waiting)}>
        {t(waiting ? 'stop' : 'test')}
      </Button>
      {waiting && (
        <span className="inline-flex items-center gap-1.5">
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {text}
        </span>
      )}
    </div>
  );
}
