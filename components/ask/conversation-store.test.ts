import { expect, test } from 'vitest';
import { noConversation, read, written } from './conversation-store.ts';

test('a conversation is read as it was written', () => {
  const conversation = { id: 'c', turns: [{ id: 'a', question: 'Why?' }] };
  expect(read(written(conversation))).toEqual(conversation);
});

test('whatever else is stored is an empty conversation', () => {
  expect([null, '', '{', '[]', '{"turns":1}'].map(read)).toEqual(Array(5).fill(noConversation));
  expect(read('{"id":1,"turns":[{"id":"a"},null]}')).toEqual(noConversation);
});
