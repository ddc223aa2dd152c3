import type { Detector } from './claim.ts';
import { command } from './detectors/command.ts';
import { crashLoop } from './detectors/crash-loop.ts';
import { dependency } from './detectors/dependency.ts';
import { dependencyFailing } from './detectors/dependency-failing.ts';
import { exceptions } from './detectors/exceptions.ts';
import { flags } from './detectors/flags.ts';
import { invalidValue } from './detectors/invalid-value.ts';
import { memoryLeak } from './detectors/memory-leak.ts';
import { missingEnv } from './detectors/missing-env.ts';
import { outOfMemory } from './detectors/out-of-memory.ts';
import { portConflict } from './detectors/port-conflict.ts';
import { probes } from './detectors/probes.ts';
import { regression } from './detectors/regression.ts';
import { stopped } from './detectors/stopped.ts';
import { wrongAddress } from './detectors/wrong-address.ts';
import { surge } from './detectors/surge.ts';
import { credentials } from './detectors/credentials.ts';
import { database } from './detectors/database.ts';
import { diskFull } from './detectors/disk.ts';
import { filePermission } from './detectors/permission.ts';
import { poolExhausted } from './detectors/pool.ts';
import { rateLimited } from './detectors/rate-limited.ts';
import { segfault } from './detectors/segfault.ts';
import { tls } from './detectors/tls.ts';

/** Every detector, by the name of its file. */
export const detectors = {
  'missing-env': missingEnv,
  'invalid-value': invalidValue,
  'out-of-memory': outOfMemory,
  command,
  'port-conflict': portConflict,
  dependency,
  'wrong-address': wrongAddress,
  credentials,
  database,
  disk: diskFull,
  permission: filePermission,
  pool: poolExhausted,
  'rate-limited': rateLimited,
  segfault,
  tls,
  'dependency-failing': dependencyFailing,
  flags,
  stopped,
  surge,
  'memory-leak': memoryLeak,
  regression,
  probes,
  exceptions,
  'crash-loop': crashLoop,
} as const satisfies Record<string, Detector>;
