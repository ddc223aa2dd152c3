import { spawn } from 'node:child_process';
import { exactly } from './process.ts';

/**
 * A shell that outlives the agent by a moment: it is told of every process group that starts and ends,
 * and when its input ends, however that came about, it kills the groups that are left, with all children.
 */
const SCRIPT = `trap '' TERM INT HUP
groups=' '
while read -r verb group; do
  case $verb in
    add) groups="$groups$group " ;;
    drop) groups=\${groups%% $group *}' '\${groups#* $group } ;;
  esac
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done`;

/** Starts the guard; without a shell there is none and only the kernel's signal and the sweep remain. */
export function startGuard(onProblem: (error: Error) => void) {
  const guard = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: exactly({ PATH: '/usr/bin:/bin' }),
  });
  guard.on('error', onProblem);
  guard.stdin.on('error', onProblem);
  guard.unref();
  const known = new Set<number>();
  return {
    /** Tells which groups run now. */
    update(groups: Set<number>): void {
      for (const group of groups) if (!known.has(group)) guard.stdin.write(`add ${group}\n`);
      for (const group of known) if (!groups.has(group)) guard.stdin.write(`drop ${group}\n`);
      known.clear();
      for (const group of groups) known.add(group);
    },
    stop: () => guard.stdin.end(),
  };
}
