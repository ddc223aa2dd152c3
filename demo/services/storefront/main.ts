import type { Releases } from '../shared/release.ts';
import { runService } from '../shared/run.ts';

const releases = {
  '1.0.0': () => import('./versions/1.0.0.ts'),
} satisfies Releases;

await runService('storefront', releases);
