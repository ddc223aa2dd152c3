import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { ServiceHeader } from '#/components/service/service-header.tsx';
import { servicePath } from '#/components/service/service-path.ts';
import { ServiceTabs } from '#/components/service/service-tabs.tsx';
import { Page } from '#/components/ui/page.tsx';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { getService } from '#/lib/usecases/get-service.ts';

type Props = { params: Promise<{ namespace: string; name: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ServiceLayout({ params, children }: Props) {
  const { namespace, name } = await params;
  const ctx = await pageContext(servicePath(namespace, name));
  const service = await orNotFound(getService(ctx, { namespace, name }));
  return (
    <Prefetched answers={{ [urls.service(namespace, name)]: service }}>
      <Page>
        <ServiceHeader namespace={namespace} name={name} />
        <ServiceTabs namespace={namespace} name={name} />
        {children}
      </Page>
    </Prefetched>
  );
}
