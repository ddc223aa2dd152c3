import { expect } from 'vitest';
import { z } from 'zod';
import { acceptedDeploymentSchema, deploymentSchema, type Deployment } from '#/lib/contract/deployments.ts';
import { diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { serviceSchema, type Service } from '#/lib/contract/services.ts';
import { metricsAnswerSchema } from '#/lib/contract/telemetry.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { until, type Demo } from './demo.ts';

const NAMESPACE = '/api/v1/services/production';
const ENDED = new Set<Deployment['status']>(['healthy', 'failed', 'rolled_back', 'superseded']);
/** Above what the demo's services do when nothing disturbs them. */
const CALM = { p95: 0.3, saturation: 0.75 };

/** What an operator does to the running demo, through the public API alone. */
export function operate(demo: () => Demo) {
  const call = async (path: string, body?: unknown, method?: 'PATCH') => {
    const answer = await demo().api(path, { body, ...(method && { method }) });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const begun = async (answer: Promise<unknown>) => acceptedDeploymentSchema.parse(await answer).id;
  const services = async () => z.array(serviceSchema).parse(await call('/api/v1/services'));
  const deployment = async (id: string) => deploymentSchema.parse(await call(`/api/v1/deployments/${id}`));

  const report = async (id: string): Promise<Report> => {
    const read = async () => diagnosisSchema.parse(await call(`/api/v1/diagnoses/${id}?language=en`));
    const ended = await until('the diagnosis to end', read, (one) => one.status === 'completed' || one.status === 'failed', 30);
    if (!ended.report) throw new Error(`The diagnosis ${id} ended without a report: ${JSON.stringify(ended.error)}`);
    return ended.report;
  };

  /** The newest values of a signal, five seconds each; what was not measured is left out. */
  const newest = async (name: string, signal: Signal, seconds: number): Promise<number[]> => {
    const [start, end] = [Date.now() - seconds * 1000, Date.now()].map((at) => new Date(at).toISOString());
    const answer = await call(`${NAMESPACE}/${name}/metrics?signal=${signal}&start=${start}&end=${end}&step=5`);
    return metricsAnswerSchema.parse(answer).series.flatMap((series) => series.points.flatMap(([, value]) => value ?? []));
  };

  return {
    services,
    deployment,
    report,
    newest,
    deploy: (service: string, version: string) => begun(call('/api/v1/deployments', { service, version })),
    config: (name: string, set: Record<string, string>) => begun(call(`${NAMESPACE}/${name}/config`, { set }, 'PATCH')),
    flag: (name: string, flags: Record<string, boolean>) => begun(call(`${NAMESPACE}/${name}/flags`, flags, 'PATCH')),
    power: (name: string, verb: 'stop' | 'start') => begun(call(`${NAMESPACE}/${name}/${verb}`, {})),
    rollback: (id: string) => begun(call(`/api/v1/deployments/${id}/rollback`, {})),
    traffic: (multiplier: number) => call('/api/v1/demo/traffic', { multiplier, seconds: 240 }),

    async ask(question: string, service: string): Promise<Report> {
      const answer = await call('/execute', { user_query: question, context: { service } });
      return report(executeAcceptedSchema.parse(answer).session_id);
    },

    /** Waits for the end of a deployment, and of its diagnosis when it has failed. */
    ended: (id: string, seconds = 60) =>
      until(
        'the deployment to end',
        () => deployment(id),
        (one) => ENDED.has(one.status) && (one.status !== 'failed' || one.diagnosis?.status === 'completed'),
        seconds,
      ),

    /** Waits until nothing is rolled out and every service answers in full number, at rest for as long as a watch takes. */
    async calm(restSeconds: number): Promise<void> {
      const whole = (one: Service) =>
        one.health === 'healthy' && !one.deploying && !one.stopped && one.replicas.ready === one.replicas.desired;
      await until('healthy services', services, (all) => all.length === 4 && all.every(whole), 90);
      if (restSeconds === 0) return;
      const disturbed = async () => {
        const [errors, shopErrors, slow, full] = await Promise.all([
          newest('payment-api', 'error_rate', restSeconds),
          newest('storefront', 'error_rate', restSeconds),
          newest('storefront', 'latency_p95', restSeconds),
          newest('storefront', 'saturation', restSeconds),
        ]);
        const failed = [...errors, ...shopErrors].filter((value) => value > 0);
        return {
          failed,
          slow: slow.filter((p95) => p95 > CALM.p95),
          full: full.filter((share) => share > CALM.saturation),
          read: errors.length,
        };
      };
      await until('calm', disturbed, (one) => one.read > 0 && [one.failed, one.slow, one.full].every((all) => all.length === 0), 90);
    },
  };
}
