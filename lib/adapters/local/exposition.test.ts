import { describe, expect, it } from 'vitest';
import { ExpositionError, parseExposition } from './exposition.ts';

/** The example of the format's own documentation, word for word. */
const EXAMPLE = String.raw`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045

# A histogram, which has a pretty complex representation in the text format:
# HELP http_request_duration_seconds A histogram of the request duration.
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="0.1"} 33444
http_request_duration_seconds_bucket{le="0.2"} 100392
http_request_duration_seconds_bucket{le="0.5"} 129389
http_request_duration_seconds_bucket{le="1"} 133988
http_request_duration_seconds_bucket{le="+Inf"} 144320
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320

# Finally a summary, which has a complex representation, too:
# HELP rpc_duration_seconds A summary of the RPC duration in seconds.
# TYPE rpc_duration_seconds summary
rpc_duration_seconds{quantile="0.01"} 3102
rpc_duration_seconds{quantile="0.05"} 3272
rpc_duration_seconds{quantile="0.5"} 4773
rpc_duration_seconds{quantile="0.9"} 9001
rpc_duration_seconds{quantile="0.99"} 76656
rpc_duration_seconds_sum 1.7560473e+07
rpc_duration_seconds_count 2693
`;

const one = (line: string) => parseExposition(line).samples[0];

describe('the Prometheus text format', () => {
  it('reads the documentation’s own example', () => {
    const { samples, types } = parseExposition(EXAMPLE);
    expect(samples).toHaveLength(20);
    expect(samples[0]).toEqual({
      name: 'http_requests_total',
      labels: { method: 'post', code: '200' },
      value: 1027,
      timestamp: 1395066363000,
    });
    expect(samples[1]?.value).toBe(3);
    expect(types.get('http_request_duration_seconds')).toBe('histogram');
    expect(types.get('rpc_duration_seconds')).toBe('summary');
    expect(samples.at(-2)?.value).toBe(17560473);
  });

  it('undoes the escapes in label values', () => {
    const sample = parseExposition(EXAMPLE).samples.find(({ name }) => name.startsWith('msdos'));
    expect(sample?.labels).toEqual({ path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' });
    expect(sample?.value).toBe(1458255915);
  });

  it('keeps the bounds of a histogram, the infinite one too', () => {
    const bounds = parseExposition(EXAMPLE)
      .samples.filter(({ name }) => name.endsWith('_bucket'))
      .map(({ labels }) => labels.le);
    expect(bounds).toEqual(['0.05', '0.1', '0.2', '0.5', '1', '+Inf']);
  });

  it('knows infinities, NaN and moments before the epoch', () => {
    expect(one('something_weird{problem="division by zero"} +Inf -3982045')).toMatchObject({
      value: Number.POSITIVE_INFINITY,
      timestamp: -3982045,
    });
    expect(one('a -Inf')?.value).toBe(Number.NEGATIVE_INFINITY);
    expect(one('a NaN')?.value).toBeNaN();
    expect(one('a 1e-3')?.value).toBe(0.001);
  });

  it('allows blanks and a trailing comma between braces', () => {
    expect(one('\ta { b = "c" , d="}," , }  2')).toMatchObject({ labels: { b: 'c', d: '},' }, value: 2 });
    expect(one('a{} 1\r')).toMatchObject({ labels: {}, value: 1 });
  });

  it('passes over comments that only look like declarations', () => {
    expect(parseExposition('# TYPES a counter\n#TYPE\n# anything\n').samples).toEqual([]);
  });

  it.each([
    ['1abc 2', 'line 1: a metric name was expected'],
    ['a{b="c} 1', 'line 1: a label value does not end'],
    ['a{b=c} 1', 'line 1: a label value must stand in double quotes'],
    ['a{b="\\x"} 1', 'line 1: unknown escape "\\x"'],
    ['a{b="c" d="e"} 1', 'line 1: "," or "}" was expected after a label'],
    ['ok 1\na one', 'line 2: "one" is not a number'],
    ['a', 'line 1: "" is not a number'],
    ['a 1 2 3', 'line 1: only a timestamp in milliseconds may follow the value'],
    ['# TYPE a curve', 'line 1: "curve" is not a metric type'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseExposition(text)).toThrow(new ExpositionError(problem));
  });

  it('takes no label for a property of objects', () => {
    expect(one('a{__proto__="x",constructor="y"} 1')?.labels.constructor).toBe('y');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
