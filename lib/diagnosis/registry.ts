import type { Detector } from './claim.ts';
import { command } from './detectors/command.ts';
import { crashLoop } from './detectors/crash-loop.ts';
import { dependency } from './detectors/dependency.ts';
import { invalidValue } from './detectors/invalid-value.ts';
import { missingEnv } from './detectors/missing-env.ts';
import { outOfMemory } from './detectors/out-of-memory.ts';
import { portConflict } from './detectors/port-conflict.ts';
import { probes } from './detectors/probes.ts';
import { stopped } from './detectors/stopped.ts';

/** Every detector, by the name of its file. */
export const detectors = {
  'missing-env': missingEnv,
  'invalid-value': invalidValue,
  'out-of-memory': outOfMemory,
  command,
  'port-conflict': portConflict,
  dependency,
  stopped,
  probes,
  'crash-loop': crashLoop,
} as const satisfies Record<string, Detector>;
