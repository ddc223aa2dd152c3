import type { Flags } from './flags.ts';
import type { Logger } from './logger.ts';
import type { Route } from './router.ts';
import type { SettingsOf, SettingsSchema } from './settings.ts';

/** What the service's main program gives to the release it starts. */
type Surroundings = { log: Logger; flags: Flags };

/** One version of a service: which settings it demands and what it serves. */
export type Release<Schema extends SettingsSchema = SettingsSchema> = {
  settings: Schema;
  /** Builds the routes, and may prepare what they need. A rejection ends the process with code 1. */
  start(settings: SettingsOf<Schema>, surroundings: Surroundings): Promise<readonly Route[]> | readonly Route[];
  /** Where readiness is answered; `/readyz` when left out. */
  readinessPath?: string;
};

/** A release ready to be started with an environment; hides which settings it has. */
export type StartableRelease = {
  readinessPath: string;
  start(read: <Schema extends SettingsSchema>(schema: Schema) => SettingsOf<Schema>, surroundings: Surroundings): Promise<readonly Route[]>;
};

/** Declares a release; its handlers see the settings with their types. */
export function defineRelease<Schema extends SettingsSchema>(release: Release<Schema>): StartableRelease {
  return {
    readinessPath: release.readinessPath ?? '/readyz',
    start: async (read, surroundings) => release.start(read(release.settings), surroundings),
  };
}

/** The versions of a service that can be started: version → its module. */
export type Releases = Record<string, () => Promise<{ release: StartableRelease }>>;
