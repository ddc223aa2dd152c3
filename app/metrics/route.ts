import { diagnosisMetricsText, incidentMetricsText, queueMetricsText } from '#/lib/http/metrics-text.ts';
import { processMetrics } from '#/lib/http/process-metrics.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { readDiagnosisMetrics } from '#/lib/usecases/read-diagnosis-metrics.ts';
import { readIncidentMetrics } from '#/lib/usecases/read-incident-metrics.ts';
import { readQueueMetrics } from '#/lib/usecases/read-queue-metrics.ts';

export const GET = route(
  { scope: 'telemetry:read', summary: 'Metrics of this process, for Prometheus', answers: { 200: 'text/plain' } },
  async ({ ctx }) => {
    const { registry } = processMetrics();
    const [diagnoses, incidents, queues] = await Promise.all([readDiagnosisMetrics(ctx), readIncidentMetrics(ctx), readQueueMetrics(ctx)]);
    const text = diagnosisMetricsText(diagnoses) + incidentMetricsText(incidents) + queueMetricsText(queues) + (await registry.metrics());
    return new Response(text, { headers: { 'content-type': registry.contentType } });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
