import { readableError } from '#/lib/db/readable-error.ts';
import { rotateSecrets } from '#/lib/usecases/rotate-secrets.ts';
import { withContext } from './context.ts';

/**
 * `npm run secrets:rotate`: encrypts every stored secret under ENCRYPTION_KEY, also beside a running control
 * plane that has both keys. Exit 0, or 1: something failed, or secrets are left whose key is lost.
 */
await withContext('rotate-secrets', { deadlineMs: 3_600_000 }, async (ctx) => {
  const { services, values, unreadable } = await rotateSecrets(ctx);
  console.log(
    `${values} secrets of ${services} services were encrypted anew; every readable one is under the key ${ctx.vault.current} now.`,
  );
  if (unreadable.length === 0) return;
  console.error(
    `These are encrypted under a key that is not given, and stay so: ${unreadable.join(', ')}. Add it to ENCRYPTION_KEY_PREVIOUS, or set them anew.`,
  );
  process.exitCode = 1;
}).catch((error: unknown) => {
  console.error(`The secrets were not all encrypted anew: ${readableError(error)} Run it again to go on.`);
  process.exitCode = 1;
});
