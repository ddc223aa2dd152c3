import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandPorts, findService, readPlatformFile } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'platform-file-'));
let files = 0;
function write(content: unknown): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const service = (more: object = {}) => ({
  port_offset: 1,
  version: '1',
  readiness: { path: '/readyz' },
  versions: { '1': { command: 'node', args: [] } },
  ...more,
});

describe('the platform file', () => {
  it('fills in what may be left out', () => {
    const { services } = readPlatformFile(write({ namespace: 'test', services: { a: service() } }));
    expect(services.a).toMatchObject({
      replicas: 1,
      start_deadline_ms: 15_000,
      config: {},
      readiness: { period_ms: 1000, failure_threshold: 3 },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['text that is not JSON', '{', /JSON/],
    ['a misspelt key', { namespace: 'test', services: { a: service({ replica: 2 }) } }, /services\.a: .*"replica"/],
    [
      'a path that is none',
      { namespace: 'test', services: { a: service({ readiness: { path: 'readyz' } }) } },
      /services\.a\.readiness\.path/,
    ],
    [
      'a version that it does not have',
      { namespace: 'test', services: { a: service({ version: '2' }) } },
      /services\.a\.version: is not among "versions" \(1\)/,
    ],
    [
      'two services on one port',
      { namespace: 'test', services: { a: service(), b: service() } },
      /services\.b\.port_offset: a has the same one/,
    ],
    [
      'a port of nobody',
      { namespace: 'test', services: { a: service({ config: { U: 'http://x:${port:b}' } }) } },
      /services\.a\.config\.U: refers to the port of "b"/,
    ],
  ])('is refused for %s, naming file, place and remedy', (_, content, problem) => {
    const path = write(content);
    expect(() => readPlatformFile(path)).toThrow(problem);
    expect(() => readPlatformFile(path)).toThrow(path);
    expect(() => readPlatformFile(path)).toThrow(/Mend it, or set LOCAL_PLATFORM_CONFIG/);
  });

  it('is refused when it is not there', () => {
    expect(() => readPlatformFile(join(folder, 'absent.json'))).toThrow(/absent\.json is not usable: ENOENT/);
  });

  it('stands for stable ports', () => {
    const file = readPlatformFile(write({ namespace: 'test', services: { a: service(), b: service({ port_offset: 7 }) } }));
    expect(expandPorts({ A: 'http://127.0.0.1:${port:b}/x?${port:a}', B: '${port:c}' }, file, 4100)).toEqual({
      A: 'http://127.0.0.1:4107/x?4101',
      B: '${port:c}',
    });
  });

  it('knows services of its own namespace only, and no property of objects', () => {
    const file = readPlatformFile(write({ namespace: 'test', services: { a: service() } }));
    expect(findService(file, { cluster: 'default', namespace: 'test', name: 'a' })).toBeDefined();
    expect(findService(file, { cluster: 'default', namespace: 'other', name: 'a' })).toBeUndefined();
    expect(findService(file, { cluster: 'default', namespace: 'test', name: 'constructor' })).toBeUndefined();
  });
});
