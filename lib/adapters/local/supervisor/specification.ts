import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { expandPorts, type PlatformFile, type ProbeDefinition, type ServiceDefinition } from '../config.ts';
import { SEARCH_PATH } from './process.ts';

/** Everything that makes two instances the same but for flags, which reach them while they run. */
export type InstanceSpec = {
  version: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  directory: string;
  readiness: ProbeDefinition;
  liveness: ProbeDefinition | null;
  memoryLimitBytes: number | null;
  startDeadlineMs: number;
  /** Of version and configuration: equal hashes may take each other's place. */
  hash: string;
};

const MEGABYTE = 1024 * 1024;

/** The same for the same version and configuration, whatever order the keys come in; flags do not count. */
function hashOf(version: string, config: Record<string, string>): string {
  const sorted = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([version, sorted]))
    .digest('hex');
}

/**
 * How a version with this configuration is run; null when the platform file has no such version.
 * The environment is built from nothing: what the agent itself was given stays with the agent.
 */
export function specify(given: {
  file: PlatformFile;
  service: ServiceDefinition;
  version: string;
  config: Record<string, string>;
  basePort: number;
  directory: string;
}): InstanceSpec | null {
  const { file, service, version, config, basePort, directory } = given;
  const definition = Object.hasOwn(service.versions, version) ? service.versions[version] : undefined;
  if (!definition) return null;
  const limit = definition.memory_limit_mb ?? service.memory_limit_mb;
  return {
    version,
    command: definition.command,
    args: definition.args,
    env: { PATH: SEARCH_PATH, HOME: homedir(), LANG: 'C.UTF-8', ...expandPorts({ ...definition.env, ...config }, file, basePort) },
    directory,
    readiness: definition.readiness ?? service.readiness,
    liveness: definition.liveness ?? service.liveness ?? null,
    memoryLimitBytes: limit === undefined ? null : Math.round(limit * MEGABYTE),
    startDeadlineMs: service.start_deadline_ms,
    hash: hashOf(version, config),
  };
}
