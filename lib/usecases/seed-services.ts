import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { DEFAULT_CLUSTER, type FlagValue } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { insertDeployment } from './begin-deployment.ts';
import { checkedConfig } from './checked-config.ts';
import { registerService } from './register-service.ts';

/** A service as a platform file describes it: what a fresh installation begins with. */
export type SeedEntry = {
  namespace: string;
  name: string;
  team?: string;
  owner?: string | null;
  description?: string;
  dependencies?: string[];
  links?: { title: string; url: string }[];
  version: string;
  replicas: number;
  config: Record<string, string>;
  flags: Record<string, FlagValue>;
};

/**
 * Registers the services that do not exist yet, each with the first deployment of its version.
 * What exists is left as people have made it since. Answers the names that were new.
 */
export async function seedServices(ctx: Context, input: { services: SeedEntry[] }): Promise<{ created: string[] }> {
  authorize(ctx.actor, 'admin');
  const created: string[] = [];
  for (const entry of input.services) {
    const { namespace, name, team, owner, description, dependencies, links, version, replicas, config, flags } = entry;
    const isNew = await ctx.db.transaction(async (tx) => {
      const ref = { cluster: DEFAULT_CLUSTER, namespace, name };
      const service = await registerService(ctx, tx, ref, { platform: 'local', team, owner, description, dependencies, links });
      if (!service) return false;
      await insertDeployment(ctx, tx, service, {
        kind: 'release',
        eventType: 'DEPLOYMENT',
        summary: message('audit.first_deployment', { service: name, version }),
        version,
        state: checkedConfig({ config: {}, secretKeys: [], flags, replicas, stopped: false }, { set: config }),
      });
      return true;
    });
    if (isNew) created.push(name);
  }
  return { created };
}
