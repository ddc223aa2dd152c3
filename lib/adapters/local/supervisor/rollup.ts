import type { AgentDatabase } from './database.ts';

/**
 * Rolls the samples of every complete minute since the last roll-up into one value a minute: rates and
 * cores by their mean, ratios and latencies weighted by traffic, peaks by their largest, restarts by their sum.
 */
export async function rollUp(sql: AgentDatabase): Promise<void> {
  await sql`
    with since as (
      select greatest(coalesce(max(minute), '-infinity'), date_trunc('minute', now()) - interval '6 hours') as at from local_rollups
    )
    insert into local_rollups (service, signal, minute, value)
    select s.service, s.signal, date_trunc('minute', s.at),
      case
        when s.signal in ('error_rate', 'latency_p50', 'latency_p95', 'latency_p99')
          then coalesce(sum(s.value * t.value) / nullif(sum(t.value), 0), avg(s.value))
        when s.signal in ('memory', 'saturation') then max(s.value)
        when s.signal = 'restarts' then sum(s.value)
        else avg(s.value)
      end
    from local_samples s
    left join local_samples t on t.service = s.service and t.signal = 'traffic' and t.at = s.at and t.version = '' and t.route = ''
    where s.version = '' and s.route = '' and s.at >= (select at from since) and s.at < date_trunc('minute', now())
    group by s.service, s.signal, date_trunc('minute', s.at)
    on conflict (service, signal, minute) do update set value = excluded.value`;
}
