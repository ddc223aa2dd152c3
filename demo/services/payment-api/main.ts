import type { Releases } from '../shared/release.ts';
import { runService } from '../shared/run.ts';

const releases = {
  '1.0.0': () => import('./versions/1.0.0.ts'),
  '1.1.0': () => import('./versions/1.1.0.ts'),
  '1.2.0': () => import('./versions/1.2.0.ts'),
  '1.3.0': () => import('./versions/1.3.0.ts'),
  '1.4.0': () => import('./versions/1.4.0.ts'),
  '1.5.0': () => import('./versions/1.5.0.ts'),
  '1.6.0': () => import('./versions/1.6.0.ts'),
  '1.7.0': () => import('./versions/1.7.0.ts'),
  '2.0.0': () => import('./versions/2.0.0.ts'),
} satisfies Releases;

await runService('payment-api', releases);
