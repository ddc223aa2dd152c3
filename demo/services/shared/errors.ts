/** An answer other than success that a handler decided on. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A service that we depend on could not be reached, was too slow, or failed itself. */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
  readonly upstream: string;
  /** host:port that was called */
  readonly host: string;
  /** the system's error code (ECONNREFUSED, ETIMEDOUT …) or `HTTP_<status>` */
  readonly code: string;
  constructor(failure: { upstream: string; host: string; code: string; message: string }) {
    super(failure.message);
    this.upstream = failure.upstream;
    this.host = failure.host;
    this.code = failure.code;
  }
}
