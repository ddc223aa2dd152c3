import { desc, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message, type Message } from '#/lib/domain/text.ts';

/** What of a report a reader may not see, because it tells of a service that other teams own. */
export type Veil = {
  /** Whether this service, by its name or as `namespace/name`, is hidden. */
  hides(service: string | null): boolean;
  /** The sentence, or one that says that it is withheld when it names a hidden service. */
  text(text: Message): Message;
  /** Whether any part of a value names a hidden service. */
  names(value: unknown): boolean;
};

/** Texts made of parts of their own, each of which is shown or withheld by itself. */
const COMPOSED = new Set(['paragraphs', 'lines', 'sentences']);

/** For readers who may see all. */
export const OPEN: Veil = { hides: () => false, text: (text) => text, names: () => false };

/** The veil of one reader over the diagnoses about one service's surroundings. */
export async function veilFor(ctx: Context): Promise<Veil> {
  if (seesTeam(ctx.actor, null)) return OPEN;
  // What was deleted stays hidden from those who could not see it, unless its name has been given anew.
  const known = await ctx.db
    .selectDistinctOn([services.cluster, services.namespace, services.name], {
      cluster: services.cluster,
      namespace: services.namespace,
      name: services.name,
      team: services.team,
    })
    .from(services)
    .orderBy(services.cluster, services.namespace, services.name, desc(isNull(services.deletedAt)), desc(services.deletedAt));
  const [hidden, shown] = [known.filter((row) => !seesTeam(ctx.actor, row.team)), known.filter((row) => seesTeam(ctx.actor, row.team))];
  return hidden.length === 0 ? OPEN : veilOver(hidden.map(serviceKey), shown.map(serviceKey));
}

/** The veil over the services with these keys; a bare name that also belongs to a shown service is not taken for a hidden one. */
export function veilOver(hidden: readonly string[], shown: readonly string[] = []): Veil {
  const bare = (key: string) => key.split('/').at(-1) ?? key;
  const shownNames = new Set(shown.map(bare));
  const keys = new Set(hidden);
  const names = new Set(hidden.map(bare).filter((name) => !shownNames.has(name)));
  const mentioned = [...keys, ...names].map(
    (name) => new RegExp(`(?<![A-Za-z0-9-])${name.replaceAll('.', '\\.')}(?![A-Za-z0-9]|-[A-Za-z0-9])`),
  );
  const told = (value: unknown): boolean => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return mentioned.some((pattern) => pattern.test(text));
  };
  const veil: Veil = {
    hides: (service) => service !== null && (keys.has(service) || names.has(service)),
    names: told,
    text(text) {
      if (!COMPOSED.has(text.key)) return told(text.values) ? message('report.withheld') : text;
      const parts = Object.entries(text.values).map(([name, part]) => [name, typeof part === 'object' ? veil.text(part) : part]);
      return { key: text.key, values: Object.fromEntries(parts) as Message['values'] };
    },
  };
  return veil;
}

/** Evidence on a hidden service keeps its number, so that what cites it stays true, and loses all else. */
export function veilEvidence(evidence: Evidence, veil: Veil): Evidence {
  const data = evidence.data as { service?: unknown } | null;
  const service = typeof data === 'object' && data !== null && typeof data.service === 'string' ? data.service : null;
  if (!veil.hides(service) && !veil.names(evidence.query)) return evidence;
  return { ...evidence, query: '', excerpt: '', data: { withheld: true }, link: undefined };
}
