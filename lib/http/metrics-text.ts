import { INCIDENT_BUCKETS, type IncidentMetrics } from '#/lib/usecases/read-incident-metrics.ts';
import type { QueueFigures } from '#/lib/usecases/read-queue-metrics.ts';
import { TIMING_BUCKETS, type DiagnosisMetrics } from '#/lib/usecases/read-diagnosis-metrics.ts';

/** The diagnoses' figures in Prometheus's text format; they come from the database and are the same in every process. */
export function diagnosisMetricsText({ byStatus, timings }: DiagnosisMetrics): string {
  const name = 'control_plane_diagnosis_seconds';
  const lines = [
    '# HELP control_plane_diagnoses Diagnoses that are kept, by status.',
    '# TYPE control_plane_diagnoses gauge',
    ...byStatus.map((row) => `control_plane_diagnoses{status="${row.status}"} ${row.count}`),
    `# HELP ${name} Time from the request of a diagnosis to each of its stages.`,
    `# TYPE ${name} histogram`,
    ...timings.flatMap(({ stage, within, count, sum }) => [
      ...TIMING_BUCKETS.map((bound, index) => `${name}_bucket{stage="${stage}",le="${bound}"} ${within[index] ?? 0}`),
      `${name}_bucket{stage="${stage}",le="+Inf"} ${count}`,
      `${name}_sum{stage="${stage}"} ${sum}`,
      `${name}_count{stage="${stage}"} ${count}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The incidents' figures in the same format: from the first alert received to what people have of it. */
export function incidentMetricsText({ byStatus, timings }: IncidentMetrics): string {
  const name = 'control_plane_incident_seconds';
  const lines = [
    '# HELP control_plane_incidents Incidents that are kept, by status and severity.',
    '# TYPE control_plane_incidents gauge',
    ...byStatus.map((row) => `control_plane_incidents{status="${row.status}",severity="${row.severity}"} ${row.count}`),
    `# HELP ${name} Time from the first alert received to the first finding, the verdict and the first message.`,
    `# TYPE ${name} histogram`,
    ...timings.flatMap(({ stage, severity, within, count, sum }) => {
      const labels = `stage="${stage}",severity="${severity}"`;
      return [
        ...INCIDENT_BUCKETS.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${within[index] ?? 0}`),
        `${name}_bucket{${labels},le="+Inf"} ${count}`,
        `${name}_sum{${labels}} ${sum}`,
        `${name}_count{${labels}} ${count}`,
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** Depth and age of the queues in the same format. */
export function queueMetricsText(figures: QueueFigures[]): string {
  const jobs = figures.flatMap(({ queue, waiting, active, failed }) =>
    Object.entries({ waiting, active, failed }).map(([state, count]) => `control_plane_jobs{queue="${queue}",state="${state}"} ${count}`),
  );
  const lines = [
    '# HELP control_plane_jobs Jobs by queue and state; failed ones are kept for a day.',
    '# TYPE control_plane_jobs gauge',
    ...jobs,
    '# HELP control_plane_job_oldest_seconds How long the oldest job that is due has been waiting.',
    '# TYPE control_plane_job_oldest_seconds gauge',
    ...figures.map(({ queue, oldestSeconds }) => `control_plane_job_oldest_seconds{queue="${queue}"} ${oldestSeconds}`),
  ];
  return `${lines.join('\n')}\n`;
}
