'use client';
import type { z } from 'zod';
import type { DemoTrafficState } from '#/lib/contract/demo.ts';
import type { AcceptedDeployment, DeploymentCreate } from '#/lib/contract/deployments.ts';
import type { ExecuteContext, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import type { ConfigPatch } from '#/lib/contract/services.ts';
import type { FlagValue } from '#/lib/domain/service.ts';
import { send, sendOnly } from './api.ts';
import { search, urls } from './urls.ts';

type Body = DeploymentCreate | ConfigPatch | Record<string, FlagValue>;

const superseding = (wanted: boolean) => search({ supersede: wanted ? 'true' : null });

const ask = (method: 'POST' | 'PATCH', url: string, body?: Body) => send<AcceptedDeployment>(method, url, body);

/** Every change a person can make; all throw ProblemError. What they alter comes back through notices. */
export const act = {
  deploy: (body: DeploymentCreate) => ask('POST', urls.deployments(), body),
  rollback: (id: string, { reason, supersede }: { reason?: string; supersede?: boolean } = {}) =>
    ask('POST', `${urls.deployment(id)}/rollback`, { ...(reason && { reason }), ...(supersede && { supersede }) }),
  /** `supersede` ends a deployment that is still open instead of being refused because of it. */
  config: (namespace: string, name: string, patch: ConfigPatch, supersede = false) =>
    ask('PATCH', `${urls.service(namespace, name)}/config${superseding(supersede)}`, patch),
  flags: (namespace: string, name: string, flags: Record<string, FlagValue>, supersede = false) =>
    ask('PATCH', `${urls.service(namespace, name)}/flags${superseding(supersede)}`, flags),
  restart: (namespace: string, name: string) => ask('POST', `${urls.service(namespace, name)}/restart`),
  stop: (namespace: string, name: string) => ask('POST', `${urls.service(namespace, name)}/stop`),
  start: (namespace: string, name: string) => ask('POST', `${urls.service(namespace, name)}/start`),
  scale: (namespace: string, name: string, replicas: number) => ask('POST', `${urls.service(namespace, name)}/scale`, { replicas }),
  diagnose: (deploymentId: string) =>
    send<z.infer<typeof executeAcceptedSchema>>('POST', '/diagnostics/deployment', { deployment_id: deploymentId }),
  /** Puts a question to the assistant; `conversation` goes on with one. */
  ask: (question: string, context: ExecuteContext, conversation: string | null = null) =>
    send<z.infer<typeof executeAcceptedSchema>>('POST', '/api/v1/execute', {
      user_query: question,
      context,
      ...(conversation && { conversation_id: conversation }),
    }),
  /** In the demo only. */
  demoTraffic: (body: { multiplier: number; seconds: number }) => send<DemoTrafficState>('POST', urls.demoTraffic, body),
  cancelDiagnosis: (id: string) => sendOnly('POST', `${urls.diagnosis(id)}/cancel`),
  feedback: (id: string, helpful: boolean, reason?: string) => sendOnly('POST', `${urls.diagnosis(id)}/feedback`, { helpful, reason }),
};
