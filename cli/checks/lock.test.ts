import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Lock = { packages: Record<string, { version?: string; resolved?: string }> };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;

/** The oldest versions without a known hole; raised when a new one is published. */
const floors = { next: '16.4.5', react: '19.3.1', 'react-dom': '19.3.1', 'next-auth': '4.24.15' };

function atLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}

test.each(Object.entries(floors))('%s is not older than %s', (name, floor) => {
  const version = lock.packages[`node_modules/${name}`]?.version ?? '0';
  expect(atLeast(version, floor), `${name} ${version}`).toBe(true);
});

test('every direct dependency is pinned to one exact version', () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
});
