/** Reads one value of the environment; throws a SettingsError that names the variable. */
export type Reader<Value> = (environment: Environment) => Value;
/** The settings of one release: a name in the code → how it is read from the environment. */
export type SettingsSchema = Record<string, Reader<unknown>>;
/** What a schema reads. */
export type SettingsOf<Schema extends SettingsSchema> = { [Name in keyof Schema]: ReturnType<Schema[Name]> };
export type Environment = Record<string, string | undefined>;

/** The process cannot run with the environment it was given. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** An empty variable counts as unset, as in shells and Compose files. */
const given = (environment: Environment, name: string): string | undefined => environment[name]?.trim() || undefined;

function parseUrl(name: string, value: string): URL {
  const url = URL.parse(value);
  if (!url) throw new SettingsError(`Invalid value of environment variable ${name}: "${value}" is not a URL`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SettingsError(`Invalid value of environment variable ${name}: "${value}" is not an http or https URL`);
  }
  return url;
}

/** An http(s) address that must be set. */
export const requiredUrl =
  (name: string): Reader<URL> =>
  (environment) => {
    const value = given(environment, name);
    if (value === undefined) throw new SettingsError(`Missing required environment variable ${name}`);
    return parseUrl(name, value);
  };

/** An http(s) address that may be left out. */
export const optionalUrl =
  (name: string): Reader<URL | undefined> =>
  (environment) => {
    const value = given(environment, name);
    return value === undefined ? undefined : parseUrl(name, value);
  };

/** Text that must be set, or else has a default. */
export const text =
  (name: string, fallback?: string): Reader<string> =>
  (environment) => {
    const value = given(environment, name) ?? fallback;
    if (value === undefined) throw new SettingsError(`Missing required environment variable ${name}`);
    return value;
  };

/** A whole number within bounds, both included. */
export const integer =
  (name: string, range: { min: number; max: number }, fallback?: number): Reader<number> =>
  (environment) => {
    const value = given(environment, name) ?? fallback?.toString();
    if (value === undefined) throw new SettingsError(`Missing required environment variable ${name}`);
    const number = Number(value);
    if (!Number.isInteger(number) || number < range.min || number > range.max) {
      throw new SettingsError(
        `Invalid value of environment variable ${name}: "${value}" is not a whole number from ${range.min} to ${range.max}`,
      );
    }
    return number;
  };

/** Reads all settings of a schema. Throws the first SettingsError. */
export function readSettings<Schema extends SettingsSchema>(schema: Schema, environment: Environment): SettingsOf<Schema> {
  const values = Object.entries(schema).map(([name, read]) => [name, read(environment)] as const);
  // Object.fromEntries loses the names; they are exactly the schema's.
  return Object.fromEntries(values) as SettingsOf<Schema>;
}
