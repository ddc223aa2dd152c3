import { Tag } from 'lucide-react';
import { Chip } from '#/components/ui/chip.tsx';
import { DeploymentCard } from './deployment-card.tsx';

/** A version; links to the deployment that brought it when that is known. */
export function VersionChip({ version, deploymentId }: { version: string; deploymentId?: string | null }) {
  return (
    <Chip
      mono
      icon={<Tag aria-hidden />}
      href={deploymentId ? `/deployments/${deploymentId}` : undefined}
      card={deploymentId ? <DeploymentCard id={deploymentId} /> : undefined}
    >
      {version}
    </Chip>
  );
}
