'use client';
import { acceptedDeploymentSchema, type AcceptedDeployment, type DeploymentCreate } from '#/lib/contract/deployments.ts';
import { executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import type { ConfigPatch } from '#/lib/contract/services.ts';
import type { FlagValue } from '#/lib/domain/service.ts';
import { send, sendOnly } from './api.ts';
import { urls } from './urls.ts';

/** Every change a person can make; all throw ProblemError. What they alter comes back through notices. */
export const act = {
  deploy: (body: DeploymentCreate): Promise<AcceptedDeployment> => send(acceptedDeploymentSchema, 'POST', urls.deployments(), body),
  rollback: (id: string, reason?: string) =>
    send(acceptedDeploymentSchema, 'POST', `${urls.deployment(id)}/rollback`, reason ? { reason } : {}),
  config: (namespace: string, name: string, patch: ConfigPatch) =>
    send(acceptedDeploymentSchema, 'PATCH', `${urls.service(namespace, name)}/config`, patch),
  flags: (namespace: string, name: string, flags: Record<string, FlagValue>) =>
    send(acceptedDeploymentSchema, 'PATCH', `${urls.service(namespace, name)}/flags`, flags),
  restart: (namespace: string, name: string) => send(acceptedDeploymentSchema, 'POST', `${urls.service(namespace, name)}/restart`),
  stop: (namespace: string, name: string) => send(acceptedDeploymentSchema, 'POST', `${urls.service(namespace, name)}/stop`),
  start: (namespace: string, name: string) => send(acceptedDeploymentSchema, 'POST', `${urls.service(namespace, name)}/start`),
  scale: (namespace: string, name: string, replicas: number) =>
    send(acceptedDeploymentSchema, 'POST', `${urls.service(namespace, name)}/scale`, { replicas }),
  diagnose: (deploymentId: string) => send(executeAcceptedSchema, 'POST', '/diagnostics/deployment', { deployment_id: deploymentId }),
  cancelDiagnosis: (id: string) => sendOnly('POST', `${urls.diagnosis(id)}/cancel`),
  feedback: (id: string, helpful: boolean, reason?: string) => sendOnly('POST', `${urls.diagnosis(id)}/feedback`, { helpful, reason }),
};
