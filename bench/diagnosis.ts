import { diagnosisSchema } from '#/lib/contract/diagnoses.ts';
import { acceptedDeploymentSchema, deploymentSchema } from '#/lib/contract/deployments.ts';
import { until, type Demo } from '#/e2e/demo.ts';

export type Timing = { finding: number; verdict: number };

/**
 * Deploys the broken version once and measures, in seconds from the exit that made the platform give
 * up, until the first finding and until the verdict, by the moments the product itself recorded.
 */
export async function timeOneDiagnosis(demo: Demo): Promise<Timing> {
  const accepted = acceptedDeploymentSchema.parse(
    (await demo.api('/api/v1/deployments', { body: { service: 'payment-api', version: '1.1.0', supersede: true } })).body,
  );
  const failed = await until(
    'the diagnosis',
    async () => deploymentSchema.parse((await demo.api(`/api/v1/deployments/${accepted.id}`)).body),
    (one) => one.diagnosis?.status === 'completed',
    90,
  );
  const { timings } = diagnosisSchema.parse((await demo.api(`/api/v1/diagnoses/${failed.diagnosis?.id}`)).body);
  const exits = failed.instances
    .filter((instance) => instance.version === '1.1.0')
    .flatMap((instance) => (instance.last_exit ? [Date.parse(instance.last_exit.at)] : []));
  const signal = Math.min(...exits);
  const since = (moment: string | null) => (Date.parse(moment ?? '') - signal) / 1000;
  return { finding: since(timings.first_finding_at), verdict: since(timings.verdict_at) };
}
