import { message, sentences } from '#/lib/domain/text.ts';
import { spanOrigin } from '#/lib/domain/span-origin.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { type Claim, type Detector, type Support } from '../claim.ts';
import { citing, logEvidence } from '../evidence.ts';
import { inTrouble } from '../failing.ts';
import { switched, type Switched } from '../flags-named.ts';
import { loggedErrors, type LoggedError } from '../log-errors.ts';
import { namedIn } from '../names.ts';
import type { Observations } from '../observations.ts';
import { periodsOf } from '../periods.ts';

/** A flag, or a key of the configuration, after whose change errors begin that name it. One that nothing names stays a question. */
export const flags: Detector = {
  modes: ['config.feature_flag', 'config.behavior_change'],
  detect(observations, cite) {
    if (inTrouble(observations) !== true) return { claims: [], acquittals: [] };
    const fresh = loggedErrors(observations).filter((error) => error.kind !== 'old');
    const claims = switched(observations).flatMap((item): Claim[] => {
      const began = fresh.filter((error) => error.template.first >= item.change.at);
      const named = began.filter((error) => namedIn(error.text, item.name)).toSorted((a, b) => b.template.count - a.template.count)[0];
      const spans = spansNaming(observations, item.name);
      if (named) {
        const evidence = cite(
          logEvidence({
            service: named.log.value.service,
            query: `${named.template.count} × ${named.template.pattern}`,
            lines: named.log.value.lines,
            marked: named.template.examples.slice(0, 2),
            window: periodsOf(observations).failing,
          }),
        );
        return [convict(observations, item, { named, evidence, spans })];
      }
      if (spans) return [convict(observations, item, { named: null, evidence: spans.evidence, spans })];
      return item.kind === 'flag' && began.length > 0 && item.change.deploymentId === observations.deployment?.value.id
        ? [question(observations, item)]
        : [];
    });
    return { claims, acquittals: [] };
  },
};

type Sign = { named: LoggedError | null; evidence: string; spans: { evidence: string } | null };

function convict(observations: Observations, item: Switched, { named, evidence, spans }: Sign): Claim {
  const routes = failingRoutes(observations);
  const values = {
    flag: item.name,
    value: told(item.after),
    service: observations.service.name,
    error: named?.said ?? '',
    frame: named?.template.frame ?? '',
    count: named?.template.count ?? 0,
    routes: routes?.names.join(', ') ?? '',
  };
  const key = item.kind === 'flag' ? 'report.cause.flag' : 'report.cause.behavior_change';
  const support: Support[] = [
    ...(named?.before ? [{ source: 'previous' as const, evidence: named.before.evidence }] : []),
    ...(spans && named
      ? [{ source: 'traces' as const, evidence: spans.evidence }]
      : routes
        ? [{ source: 'traces' as const, evidence: routes.evidence }]
        : []),
  ];
  return {
    mode: item.kind === 'flag' ? 'config.feature_flag' : 'config.behavior_change',
    rank: 'mechanism',
    service: observations.service,
    object: item.name,
    title: message(`${key}.title`, values),
    detail: sentences(
      message(`${key}.detail`, { ...values, ref: citing([evidence]) }),
      ...(named?.template.frame ? [message('report.cause.exception.frame', { frame: named.template.frame })] : []),
      ...(routes ? [message('report.cause.flag.routes', { routes: values.routes, ref: citing([routes.evidence]) })] : []),
    ),
    severity: 'critical',
    mechanism:
      item.kind === 'flag'
        ? { kind: 'flag', flag: item.name }
        : { kind: 'config_key', key: item.name, wanted: item.after === null ? 'present' : 'different' },
    at: named?.template.first ?? null,
    evidence: [evidence],
    support,
    strength: 0.65,
    deciding: message(`${key}.deciding`, values),
    actions: [remedy(item, values)],
    data: { [item.kind]: item.name, pattern: named?.template.pattern ?? null, routes: routes?.names ?? [] },
  };
}

/** Errors began after it was switched, and that is all: a coincidence until something names it. */
function question(observations: Observations, item: Switched): Claim {
  const values = { flag: item.name, value: told(item.after), service: observations.service.name };
  return {
    mode: 'config.feature_flag',
    rank: 'fallback',
    service: observations.service,
    object: item.name,
    title: message('report.cause.flag.title_open', values),
    detail: message('report.cause.flag.detail_open', values),
    severity: 'info',
    mechanism: null,
    at: null,
    evidence: observations.deployment ? [observations.deployment.evidence] : [],
    support: [],
    strength: 0.15,
    deciding: message('report.cause.flag.deciding', values),
    actions: [remedy(item, values)],
    data: { flag: item.name },
  };
}

function remedy(item: Switched, values: { flag: string; service: string }): Claim['actions'][number] {
  return item.kind === 'flag'
    ? {
        kind: 'flag',
        title: message('report.action.flag.title', values),
        detail: message('report.action.flag.detail', values),
        target: item.name,
        would_help: true,
      }
    : {
        kind: 'config',
        title: message('report.action.put_back.title', { key: item.name }),
        detail: message('report.action.put_back.detail', { key: item.name, service: values.service }),
        target: item.name,
        would_help: true,
      };
}

/** A failing span of the subject that carries the name. */
function spansNaming(observations: Observations, name: string): { evidence: string } | null {
  const own = serviceKey(observations.service);
  const found = observations.traces.find(({ value }) =>
    value.spans.some(
      (span) =>
        span.status === 'ERROR' &&
        spanOrigin(span, observations.service.namespace) === own &&
        namedIn([span.name, ...Object.entries(span.attributes).flat()].join(' \n '), name),
    ),
  );
  return found ? { evidence: found.evidence } : null;
}

/** The routes of the subject on which the traced requests fail. */
function failingRoutes({ traces, service }: Observations): { names: string[]; evidence: string } | null {
  const own = serviceKey(service);
  const names = traces.flatMap(({ value }) =>
    value.spans.flatMap((span) =>
      span.kind === 'server' && span.status === 'ERROR' && spanOrigin(span, service.namespace) === own ? [span.name] : [],
    ),
  );
  const [first] = traces;
  return first && names.length > 0 ? { names: [...new Set(names)].slice(0, 5), evidence: first.evidence } : null;
}

function told(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
