import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { pino } from 'pino';
import { roleScopes } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Database } from '#/lib/db/client.ts';
import { openVault } from '#/lib/db/vault.ts';
import { SYSTEM, type Actor, type Role } from '#/lib/domain/actor.ts';
import type { Ports } from '#/lib/ports.ts';
import { seedServices } from '../seed-services.ts';
import { listDeployments } from '../list-deployments.ts';
import { startRollout } from '../start-rollout.ts';
import { watchDeployments } from '../watch-deployments.ts';
import { testPlatform, type TestPlatform } from './platform.ts';

export type World = {
  platform: TestPlatform;
  /** A context of somebody with that role in those teams; `*` sees all. */
  as(role: Role, teams?: readonly string[] | '*'): Context;
  system: Context;
  /** Moves the clock of the contexts on. */
  pass(seconds: number): void;
  /** Registers a service of team `payments` and lets its first deployment come up; its name is unique. */
  service(
    name?: string,
    fields?: { config?: Record<string, string>; replicas?: number; team?: string; namespace?: string },
  ): Promise<string>;
  /** Hands a deployment to the platform and watches it until nothing moves any more. */
  settle(deploymentId: string, watchSeconds?: number): Promise<void>;
};

/** Contexts on a real database with a platform in memory and sources that hold nothing. */
export function testWorld(db: Database, vault = openVault({ current: randomBytes(32).toString('hex') })): World {
  const platform = testPlatform();
  let offset = 0;
  const ports: Ports = {
    platform,
    metrics: { range: async () => ({ series: [], source: 'test' }) },
    logs: { search: async () => ({ lines: [], truncated: false, source: 'test' }) },
    traces: { search: async () => ({ traces: [], source: 'test' }), get: async () => ({ spans: [], source: 'test' }) },
  };
  const context = (actor: Actor): Context => ({
    actor,
    requestId: randomUUIDv7(),
    signal: new AbortController().signal,
    language: 'en',
    now: () => new Date(Date.now() + offset),
    db,
    log: pino({ level: 'silent' }),
    ports,
    vault,
  });
  const system = context(SYSTEM);
  const settle = async (deploymentId: string, watchSeconds = 0) => {
    await startRollout(system, { deploymentId });
    await watchDeployments(system, { watchSeconds, memory: new Map() });
  };
  return {
    platform,
    system,
    settle,
    pass: (seconds) => void (offset += seconds * 1000),
    as: (role, teams = '*') =>
      context({ kind: 'user', id: `${role}-id`, name: `${role}@test`, role, scopes: roleScopes[role], teams, speaksForOthers: false }),
    async service(name = `svc-${randomUUIDv7().slice(-12)}`, fields = {}) {
      const { config = {}, replicas = 1, team = 'payments', namespace = 'production' } = fields;
      await seedServices(system, { services: [{ namespace, name, team, version: '1.0.0', replicas, config, flags: {} }] });
      const { items } = await listDeployments(system, { service: name, namespace });
      for (const { id } of items) await settle(id);
      return name;
    },
  };
}
