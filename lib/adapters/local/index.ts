import type { Database } from '#/lib/db/client.ts';
import { AppError } from '#/lib/domain/errors.ts';
import type { Ports } from '#/lib/ports.ts';
import { readPlatformFile, type PlatformFile } from './config.ts';
import { createLogs } from './logs.ts';
import { createMetrics } from './metrics.ts';
import { createPlatform } from './platform.ts';
import { createTraces } from './traces.ts';

/**
 * The local platform as web and worker use it: everything goes through the database, the agent does the
 * rest. The platform file is read when it is first needed; an unusable one is an `unavailable` AppError.
 */
export function createLocalPlatform(given: { db: Database; configPath?: string; config?: PlatformFile }): Ports {
  let file = given.config;
  const read = (): PlatformFile => {
    if (!file && !given.configPath)
      throw new AppError('unavailable', 'No local platform is configured: set LOCAL_PLATFORM_CONFIG to its file.');
    return (file ??= readPlatformFile(given.configPath ?? ''));
  };
  return {
    platform: createPlatform(given.db, read),
    metrics: createMetrics(given.db),
    logs: createLogs(given.db),
    traces: createTraces(given.db),
  };
}
