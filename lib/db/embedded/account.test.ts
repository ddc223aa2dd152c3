import { expect, test } from 'vitest';
import { parsePasswd } from './account.ts';

test('accounts are read from a passwd file, without root and without what is not an account', () => {
  const text =
    'root:x:0:0:root:/root:/bin/bash\n# a comment\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\n+::::::\nnobody:x:65534:65534:::\n';
  expect(parsePasswd(text)).toEqual([
    { name: 'postgres', uid: 101, gid: 104 },
    { name: 'nobody', uid: 65534, gid: 65534 },
  ]);
});
