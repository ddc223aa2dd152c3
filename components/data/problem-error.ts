import type { Problem } from '#/lib/contract/problem.ts';
import { isRecord } from './json-shape.ts';

/** A call that was refused or did not arrive: `code` is the problem's word, or `network` or `unreadable`. */
export class ProblemError extends Error {
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly requestId: string | null;
  readonly fields: { path: string; message: string }[];

  constructor(
    problem: { code: string; detail: string; status: number; requestId?: string | null; fields?: Problem['errors'] },
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId ?? null;
    this.fields = problem.fields ?? [];
  }
}

/** Turns an answer that is not a success into a ProblemError, whatever its body holds. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  if (!isProblem(body))
    return new ProblemError({
      code: 'unreadable',
      detail: `${response.status} ${response.statusText}`.trim(),
      status: response.status,
      requestId,
    });
  const { code, detail, status, request_id, errors } = body;
  return new ProblemError({ code, detail, status, requestId: request_id, fields: errors });
}

/** A proxy in between may answer with anything; our own problems have these members. */
function isProblem(body: unknown): body is Problem {
  return (
    isRecord(body) &&
    typeof body.code === 'string' &&
    typeof body.detail === 'string' &&
    typeof body.status === 'number' &&
    (body.errors === undefined || (Array.isArray(body.errors) && body.errors.every(isRecord)))
  );
}
