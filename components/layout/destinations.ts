import { BellRing, Boxes, GitCommitVertical, House, Rocket, Settings, Stethoscope } from 'lucide-react';

/** The pages of the rail, in its order; `name` is the key of the word. */
export const destinations = [
  { name: 'overview', href: '/', Icon: House },
  { name: 'services', href: '/services', Icon: Boxes },
  { name: 'deployments', href: '/deployments', Icon: Rocket },
  { name: 'incidents', href: '/incidents', Icon: BellRing },
  { name: 'diagnoses', href: '/diagnoses', Icon: Stethoscope },
  { name: 'changes', href: '/changes', Icon: GitCommitVertical },
  { name: 'settings', href: '/settings', Icon: Settings },
] as const;

/** Whether `path` lies at or below a destination. */
export function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
