import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openListener } from './listen.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const send = (channel: string, payload: string) => database.db.execute(sql`select pg_notify(${channel}, ${payload})`);

test('every subscriber of a channel hears what is sent to it, until it unsubscribes', async () => {
  const listener = openListener(database.url);
  const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
  const unsubscribe = listener.subscribe('news', first);
  listener.subscribe('news', second);
  await listener.ready();
  listener.subscribe('weather', other);
  await listener.ready();

  await send('news', 'one');
  await vi.waitFor(() => expect(second).toHaveBeenCalledWith('one'));
  unsubscribe();
  await send('news', 'two');
  await send('weather', 'rain');
  await vi.waitFor(() => expect(other).toHaveBeenCalledWith('rain'));
  expect(first.mock.calls).toEqual([['one']]);
  expect(second.mock.calls).toEqual([['one'], ['two']]);
  await listener.close();
});

test('a broken connection comes back by itself and says that there was a gap', async () => {
  const listener = openListener(database.url);
  const [heard, reconnected] = [vi.fn(), vi.fn()];
  listener.subscribe('news', heard, reconnected);
  await listener.ready();
  expect(reconnected).not.toHaveBeenCalled();

  for (const round of [1, 2]) {
    await database.owner.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'control-plane-listen' and datname = current_database()`,
    );
    await vi.waitFor(() => expect(reconnected).toHaveBeenCalledTimes(round), 5_000);
    await send('news', `round ${round}`);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(`round ${round}`));
  }
  await listener.close();
});

test('a subscriber that throws is warned of, and the others still hear', async () => {
  const listener = openListener(database.url);
  const [warned, heard] = [vi.fn(), vi.fn()];
  process.once('warning', warned);
  listener.subscribe('news', () => {
    throw new Error('cannot cope');
  });
  listener.subscribe('news', heard);
  await listener.ready();
  await send('news', 'one');
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('one'));
  await vi.waitFor(() => expect(warned).toHaveBeenCalledWith(expect.objectContaining({ message: 'cannot cope' })));
  await listener.close();
});

test('closing ends also a listener whose database cannot be reached', async () => {
  const listener = openListener('postgres://nobody:nothing@127.0.0.1:1/nothing');
  listener.subscribe('news', vi.fn());
  await listener.close();
});
