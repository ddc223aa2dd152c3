import { describe, expect, it } from 'vitest';
import { decodeTraces as decode } from './otlp.ts';

const decodeTraces = (body: unknown) => decode(body, { namespace: 'test', isOwn: (id) => id === 'shop-1' });

const span = (more: object = {}) => ({
  traceId: '5B8EFFF798038103D269B633813FC60C',
  spanId: 'EEE19B7EC3C1B174',
  parentSpanId: 'EEE19B7EC3C1B173',
  name: 'I am a server span.',
  startTimeUnixNano: '1544712660000000000',
  endTimeUnixNano: '1544712661500000000',
  kind: 2,
  attributes: [{ key: 'my.span.attr', value: { stringValue: 'some value' } }],
  ...more,
});
const request = (...spans: object[]) => ({
  resourceSpans: [
    {
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'my.service' } },
          { key: 'service.version', value: { stringValue: '1.0.0' } },
        ],
      },
      scopeSpans: [{ scope: { name: 'my.library', version: '1.0.0' }, spans }],
    },
  ],
});

describe('OTLP traces as JSON', () => {
  it('are read as in the protocol’s own example', () => {
    expect(decodeTraces(request(span()))).toEqual([
      {
        trace_id: '5b8efff798038103d269b633813fc60c',
        span_id: 'eee19b7ec3c1b174',
        parent_id: 'eee19b7ec3c1b173',
        service: 'my.service',
        name: 'I am a server span.',
        kind: 'server',
        start: new Date('2018-12-13T14:51:00.000Z'),
        duration_ms: 1500,
        status: 'UNSET',
        attributes: { 'service.version': '1.0.0', 'my.span.attr': 'some value', 'service.namespace': 'test' },
      },
    ]);
  });

  it('may use words for kinds and states, and every kind of value', () => {
    const attributes = [
      { key: 'i', value: { intValue: '200' } },
      { key: 'd', value: { doubleValue: 0.5 } },
      { key: 'b', value: { boolValue: false } },
      { key: 'l', value: { arrayValue: { values: [{ intValue: 1 }] } } },
      { key: 'n', value: null },
    ];
    const [read] = decodeTraces(
      request(span({ kind: 'SPAN_KIND_CLIENT', status: { code: 'STATUS_CODE_ERROR', message: 'boom' }, parentSpanId: '', attributes })),
    );
    expect(read).toMatchObject({ kind: 'client', status: 'ERROR', parent_id: null });
    expect(read?.attributes).toEqual({
      'service.version': '1.0.0',
      i: 200,
      d: 0.5,
      b: false,
      l: '{"values":[{"intValue":1}]}',
      'otel.status_description': 'boom',
      'service.namespace': 'test',
    });
  });

  it('are bounded in what they carry', () => {
    const attributes = Array.from({ length: 500 }, (_, index) => ({ key: `k${index}`, value: { stringValue: 'x'.repeat(5000) } }));
    const [read] = decodeTraces(request(span({ attributes, name: 'y\0'.repeat(900) })));
    expect(Object.keys(read?.attributes ?? {})).toHaveLength(66);
    expect(read?.attributes.k0).toHaveLength(1024);
    expect(read?.name).toHaveLength(300);
    expect(read?.name).not.toContain('\0');
  });

  it.each([
    [{ resourceSpans: 1 }],
    [[]],
    [null],
    [request(span({ traceId: 'x' }))],
    [request(span({ startTimeUnixNano: 'soon' }))],
    [request(span({ endTimeUnixNano: undefined }))],
  ])('are refused when they are none: %j', (body) => {
    expect(() => decodeTraces(body)).toThrow();
  });

  it.each([
    ['an own instance belongs to the platform whatever it says', { 'service.instance.id': 'shop-1', 'service.namespace': 'other' }, 'test'],
    ['another sender belongs where it says', { 'service.instance.id': 'x', 'service.namespace': 'other' }, 'other'],
    ['who says nothing belongs to the platform', {}, 'test'],
  ])('%s', (_, said, namespace) => {
    const attributes = Object.entries(said).map(([key, stringValue]) => ({ key, value: { stringValue } }));
    const forged = [{ key: 'service.namespace', value: { stringValue: 'forged' } }];
    const [read] = decodeTraces({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [span({ attributes: forged })] }] }] });
    expect(read?.attributes['service.namespace']).toBe(namespace);
  });

  it('may be empty', () => {
    expect(decodeTraces({})).toEqual([]);
  });
});
