import { expect, test } from 'vitest';
import { roleAt, teamsAt } from './claims.ts';

test.each([
  [{ realm_access: { roles: ['viewer', 'admin', 'sre-operator'] } }, 'realm_access.roles', 'admin'],
  [{ roles: ['sre-operator'] }, 'roles', 'operator'],
  [{ 'https://example.com/roles': ['viewer'] }, 'https://example.com/roles', 'viewer'],
  [{ scope: 'openid viewer' }, 'scope', 'viewer'],
  [{ roles: ['Admin', 'operator', 'administrator'] }, 'roles', null],
  [{ roles: ['constructor', '__proto__'] }, 'roles', null],
  [{ roles: { admin: true } }, 'roles', null],
  [{ realm_access: null }, 'realm_access.roles', null],
  [{}, 'constructor.name', null],
])('%j at %s gives %s', (claims, path, role) => {
  expect(roleAt(claims, path)).toBe(role);
});

test('teams are names without the slash of a path, each once, and no list is endless', () => {
  expect(teamsAt({ groups: ['/payments', 'payments', '', '/', 3, 'a'.repeat(101)] }, 'groups')).toEqual(['payments']);
  expect(teamsAt({ groups: Array.from({ length: 500 }, (_, index) => `team-${index}`) }, 'groups')).toHaveLength(100);
});
