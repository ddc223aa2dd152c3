/** Coefficients of Lanczos' approximation for g = 7, n = 9 (Numerical Recipes, 3rd ed., §6.1): better than 1e-13. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

function logFactorial(n: number): number {
  const base = n + 7.5;
  const sum = LANCZOS.reduce((total, coefficient, index) => (index === 0 ? coefficient : total + coefficient / (n + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (n + 0.5) * Math.log(base) - base + Math.log(sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * Fisher's exact test, one-sided: how likely it is to see at least this many failures among the second
 * group when both fail alike. It holds for small counts, where a normal approximation does not
 * (R. A. Fisher, Statistical Methods for Research Workers, §21.02). All counts are whole and not negative.
 */
export function fisherGreater(before: { failed: number; all: number }, after: { failed: number; all: number }): number {
  const failed = before.failed + after.failed;
  const all = before.all + after.all;
  const most = Math.min(failed, after.all);
  if (after.failed <= Math.max(0, failed - before.all)) return 1;
  const ways = logChoose(all, failed);
  let sum = 0;
  for (let count = after.failed; count <= most; count += 1) {
    const term = Math.exp(logChoose(after.all, count) + logChoose(before.all, failed - count) - ways);
    sum += term;
    // Beyond the mode the terms only fall.
    if (term < sum * 1e-12) break;
  }
  return Math.min(1, sum);
}
