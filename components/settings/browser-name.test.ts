import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test('a browser is told from those whose name it carries along', () => {
  expect(browserName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge 140, Windows',
  );
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0 Safari/537.36')).toBe(
    'Chrome 141, Linux',
  );
  expect(
    browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile/15E148 Safari/604.1'),
  ).toBe('Safari 17, iOS');
});
test('what is not a browser has no name', () => {
  expect(browserName('curl/8.0')).toBeNull();
  expect(browserName(null)).toBeNull();
});
