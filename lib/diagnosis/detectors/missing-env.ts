import { message, sentences } from '#/lib/domain/text.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { claiming, SILENT, type Detector, type Support } from '../claim.ts';
import { citing, field, objectEvidence, type Cite } from '../evidence.ts';
import { endedByItself, endedInstance, failingLog, inTrouble, sameSetting } from '../failing.ts';
import { isWarning } from '../log-events.ts';
import { lastException, readLines, type ReadLine } from '../log-lines.ts';
import { lastHit, overtaken, signatures, type Hit } from '../log-signatures.ts';
import type { DeploymentFacts, Observations } from '../observations.ts';

/** A program that ends at its start and names a required setting which its configuration does not have. */
export const missingEnv: Detector = {
  modes: ['config.missing_env'],
  detect(observations, cite) {
    const log = failingLog(observations);
    const hit = log && lastHit(log.lines, signatures.missingSetting);
    const [key, ...others] = hit?.value.names ?? [];
    if (!log || !hit || key === undefined || inTrouble(observations) === false) return SILENT;
    if (!endedByItself(observations) || overtaken(log.lines, hit) || borneWith(observations, key, hit, log.lines)) return SILENT;
    const deployment = observations.deployment?.value ?? null;
    // A key that is configured is not missing, whatever the words; its value is another detector's business.
    if (deployment && has(deployment, key)) return SILENT;

    const ended = endedInstance(observations);
    const lacking = absence(observations, key, cite);
    const values = {
      key,
      count: others.length,
      others: others.join(', '),
      service: observations.service.name,
      code: ended?.exit.code ?? -1,
    };
    return claiming({
      mode: 'config.missing_env',
      rank: 'mechanism',
      service: observations.service,
      object: key,
      title: message('report.cause.missing_env.title', { key }),
      detail: sentences(
        message('report.cause.missing_env.log', { ...values, ref: citing([log.evidence]) }),
        ...(ended ? [message('report.cause.missing_env.exit', { ...values, ref: citing([ended.evidence]) })] : []),
        ...lacking.map((item) => message('report.cause.missing_env.config', { ref: citing([item.evidence]) })),
      ),
      severity: 'critical',
      mechanism: { kind: 'config_key', key, wanted: 'present' },
      at: hit.since,
      evidence: [log.evidence],
      support: [...lacking, ...ranWithout(observations, key), ...ending(ended)],
      strength: 0.6 * hit.value.plainness,
      deciding: message('report.cause.missing_env.deciding', { key }),
      actions: [
        {
          kind: 'config',
          title: message('report.action.set_key.title', { key }),
          detail: message('report.action.set_key.detail', { key, service: observations.service.name }),
          target: key,
          would_help: true,
        },
      ],
      data: { key, others },
    });
  },
};

/** Whether it was only warned of before something else ended the program, or told as well by what ran healthy without it. */
function borneWith({ logs, service, previous }: Observations, key: string, { line }: Hit<unknown>, lines: readonly ReadLine[]): boolean {
  const after = lines.filter((item) => item.index > line.index && item.instance === line.instance);
  if (isWarning(line) && lastException(after.filter((item) => !item.text.includes(key) && !isWarning(item))) !== null) return true;
  const before = logs.find(({ value }) => value.role === 'previous' && value.service === serviceKey(service));
  const version = previous?.value.version;
  const own = before?.value.lines.filter((item) => item.version === version) ?? [];
  return readLines(own).some((item) => signatures.missingSetting(item.text, item.text, '')?.names.includes(key) ?? false);
}

/** That the configuration really lacks the key. */
function absence(observations: Observations, key: string, cite: Cite): Support[] {
  const { deployment, service } = observations;
  if (!deployment) return [];
  const lacking = cite(
    objectEvidence({
      kind: 'object',
      tool: 'get-deployment',
      service: serviceKey(service),
      object: `deployment ${deployment.value.id}`,
      query: `config.${key} of ${service.name} ${deployment.value.version}`,
      fields: [
        field('version', deployment.value.version),
        field(`config.${key}`, null, true),
        ...deployment.value.configKeys.map((name) => field(`config.${name}`, '✓')),
      ],
    }),
  );
  return [{ source: 'deployment', evidence: lacking }];
}

/** That the version before ran healthy without it. */
function ranWithout({ deployment, previous }: Observations, key: string): Support[] {
  return deployment && previous && !has(previous.value, key) ? [{ source: 'previous', evidence: previous.evidence }] : [];
}

function ending(ended: ReturnType<typeof endedInstance>): Support[] {
  return ended && ended.exit.code !== 0 ? [{ source: 'instances', evidence: ended.evidence }] : [];
}

function has(deployment: DeploymentFacts, key: string): boolean {
  return deployment.configKeys.some((name) => sameSetting(name, key));
}
