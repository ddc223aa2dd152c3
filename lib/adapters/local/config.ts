import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '#/lib/domain/errors.ts';
import { flagValueSchema, nameSchema, type ServiceRef } from '#/lib/domain/service.ts';

const probeSchema = z.strictObject({
  path: z.string().startsWith('/'),
  period_ms: z.number().int().min(50).max(60_000).default(1000),
  timeout_ms: z.number().int().min(10).max(60_000).default(1000),
  failure_threshold: z.number().int().min(1).max(100).default(3),
});
export type ProbeDefinition = z.infer<typeof probeSchema>;

const memoryLimitSchema = z.number().positive().max(65_536);
const valuesSchema = z.record(z.string(), z.string());

const versionSchema = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  /** Below the service's own configuration, which wins. */
  env: valuesSchema.default({}),
  readiness: probeSchema.optional(),
  liveness: probeSchema.optional(),
  memory_limit_mb: memoryLimitSchema.optional(),
});

const serviceSchema = z.strictObject({
  /** Added to LOCAL_BASE_PORT; 0 is the agent's own receiver. */
  port_offset: z.number().int().min(1).max(500),
  team: z.string().optional(),
  owner: z.string().nullable().optional(),
  description: z.string().default(''),
  dependencies: z.array(z.string()).default([]),
  replicas: z.number().int().min(0).max(20).default(1),
  /** The version that a fresh installation begins with. */
  version: z.string(),
  links: z.array(z.object({ title: z.string(), url: z.url() })).default([]),
  config: valuesSchema.default({}),
  flags: z.record(z.string(), flagValueSchema).default({}),
  memory_limit_mb: memoryLimitSchema.optional(),
  readiness: probeSchema,
  liveness: probeSchema.optional(),
  start_deadline_ms: z.number().int().min(100).max(600_000).default(15_000),
  versions: z.record(z.string(), versionSchema),
});
export type ServiceDefinition = z.infer<typeof serviceSchema>;

const PORT_REFERENCE = /\$\{port:([^}]*)\}/g;

/** The platform file: what may run here. Nothing outside it is ever started. */
export const platformFileSchema = z
  .strictObject({ namespace: nameSchema, services: z.record(nameSchema, serviceSchema) })
  .superRefine((file, refuse) => {
    const offsets = new Map<number, string>();
    for (const [name, service] of Object.entries(file.services)) {
      const at = (path: (string | number)[], text: string) =>
        refuse.addIssue({ code: 'custom', path: ['services', name, ...path], message: text });
      const taken = offsets.get(service.port_offset);
      if (taken) at(['port_offset'], `${taken} has the same one; give each service its own`);
      offsets.set(service.port_offset, name);
      if (Object.keys(service.versions).length === 0) at(['versions'], 'name at least one version');
      else if (!service.versions[service.version]) at(['version'], `is not among "versions" (${Object.keys(service.versions).join(', ')})`);
      const groups: [(string | number)[], Record<string, string>][] = [
        [['config'], service.config],
        ...Object.entries(service.versions).map(
          ([version, definition]) => [['versions', version, 'env'], definition.env] as [string[], Record<string, string>],
        ),
      ];
      for (const [path, values] of groups) {
        for (const [key, value] of Object.entries(values)) {
          for (const [, target = ''] of value.matchAll(PORT_REFERENCE)) {
            if (!Object.hasOwn(file.services, target))
              at([...path, key], `refers to the port of "${target}", which is not a service of this file`);
          }
        }
      }
    }
  });
export type PlatformFile = z.infer<typeof platformFileSchema>;

/** Reads and checks the platform file; the error names the file, the place in it and the remedy. */
export function readPlatformFile(path: string): PlatformFile {
  const refuse = (problem: string, cause?: unknown) =>
    new AppError(
      'unavailable',
      `The local platform's file ${path} is not usable: ${problem}. Mend it, or set LOCAL_PLATFORM_CONFIG to another file.`,
      { cause },
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error);
  }
  const parsed = platformFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top level)'}: ${issue.message}`).join('; '));
}

/** The port that a service keeps whatever runs behind it. */
export function stablePort(file: PlatformFile, name: string, basePort: number): number | null {
  const service = Object.hasOwn(file.services, name) ? file.services[name] : undefined;
  return service ? basePort + service.port_offset : null;
}

/** Fills in `${port:NAME}`; a name that the file does not know is left as it stands. */
export function expandPorts(values: Record<string, string>, file: PlatformFile, basePort: number): Record<string, string> {
  const expand = (value: string) =>
    value.replace(PORT_REFERENCE, (whole, name: string) => String(stablePort(file, name, basePort) ?? whole));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, expand(value)]));
}

/** The definition of a service, or undefined when the file does not have it under that namespace. */
export function findService(file: PlatformFile, ref: ServiceRef): ServiceDefinition | undefined {
  return ref.namespace === file.namespace && Object.hasOwn(file.services, ref.name) ? file.services[ref.name] : undefined;
}
