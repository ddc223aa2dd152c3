'use client';
import { Box } from 'lucide-react';
import { Chip } from '#/components/ui/chip.tsx';
import { servicePath } from './service-path.ts';
import { ServiceCard } from './service-card.tsx';

/** One service; `showNamespace` where several namespaces stand together. */
export function ServiceChip({ namespace, name, showNamespace = false }: { namespace: string; name: string; showNamespace?: boolean }) {
  return (
    <Chip href={servicePath(namespace, name)} icon={<Box aria-hidden />} card={<ServiceCard namespace={namespace} name={name} />}>
      {showNamespace ? `${namespace}/${name}` : name}
    </Chip>
  );
}
