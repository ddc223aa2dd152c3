'use client';
import { useTranslations } from 'next-intl';
import { useMay } from '#/components/data/actor.tsx';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { useHydrated } from '#/components/ui/use-now.ts';

/** The receiver as `integrations/alertmanager/receiver.yml` has it, with this site's own address. */
function receiver(origin: string): string[] {
  return [
    'receivers:',
    '  - name: control-plane',
    '    webhook_configs:',
    `      - url: ${origin}/api/v1/webhooks/alertmanager`,
    '        send_resolved: true',
    '        max_alerts: 0',
    '        http_config:',
    '          authorization:',
    '            type: Bearer',
    '            credentials_file: /etc/alertmanager/control-plane.token',
  ];
}

/** The list before the first alert: how to send some here. */
export function NoAlertsYet() {
  const t = useTranslations('incidents.empty');
  const origin = useHydrated() ? location.origin : '';
  const mayCreate = useMay('admin');
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-3 py-8">
      <h2 className="text-base font-semibold">{t('never')}</h2>
      <p className="text-sm text-fg-muted">
        <RichLine text={t('neverText')} />
      </p>
      <CodeBlock label={t('snippet')} lines={receiver(origin).map((text) => ({ text }))} />
      {mayCreate && (
        <div>
          <ButtonLink href="/settings/tokens">{t('token')}</ButtonLink>
        </div>
      )}
      <p className="text-sm text-fg-muted">{t('own')}</p>
    </div>
  );
}
