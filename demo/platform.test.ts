import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import platform from './platform.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const services = Object.entries(platform.services);

describe('demo/platform.json', () => {
  it('gives every service a port of its own and a version that exists', () => {
    const offsets = services.map(([, service]) => service.port_offset);
    expect(new Set(offsets).size).toBe(offsets.length);
    for (const [, service] of services) expect(Object.keys(service.versions)).toContain(service.version);
  });

  it('names only services that it defines', () => {
    const names = services.map(([name]) => name);
    for (const [, service] of services) {
      expect(names).toEqual(expect.arrayContaining(service.dependencies));
      const references = JSON.stringify(service.config).matchAll(/\$\{port:([^}]+)\}/g);
      for (const [, name] of references) expect(names).toContain(name);
    }
  });

  it('can start every version but the one whose command is not there', () => {
    const commands = services.flatMap(([name, { versions }]) =>
      Object.entries<{ command: string }>(versions).map(([version, { command }]) => ({ version: `${name} ${version}`, command })),
    );
    const missing = commands.filter(({ command }) => command !== 'node' && !existsSync(resolve(root, command)));
    expect(missing.map(({ version }) => version)).toEqual(['payment-api 1.7.0']);
  });

  it('starts every version from a module of that version', () => {
    for (const [name, service] of services) {
      for (const [version, { args }] of Object.entries<{ args: string[] }>(service.versions)) {
        expect(args.slice(-2)).toEqual([`demo/services/${name}/main.ts`, version]);
        expect(existsSync(resolve(root, `demo/services/${name}/versions/${version}.ts`))).toBe(true);
      }
    }
  });
});
