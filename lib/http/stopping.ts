/** It hangs on `globalThis` because Next bundles instrumentation and route handlers apart. */
const slot = globalThis as { controlPlaneStopping?: boolean };

/** From now on this process is not ready for new calls, though it still answers them. */
export function beginToStop(): void {
  slot.controlPlaneStopping = true;
}

/** Whether this process was asked to stop. */
export function isStopping(): boolean {
  return slot.controlPlaneStopping === true;
}
