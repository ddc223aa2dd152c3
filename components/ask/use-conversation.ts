'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { act } from '#/components/data/mutations.ts';
import type { ExecuteContext } from '#/lib/contract/diagnoses.ts';
import { keep, noConversation, recall, type Conversation } from './conversation-store.ts';

type Question = { question: string; context: ExecuteContext };

/** The tab's conversation with the assistant: its turns, and how to put the next question. */
export function useConversation() {
  const [conversation, setConversation] = useState<Conversation>(recall);
  const put = (next: Conversation) => {
    setConversation(next);
    keep(next);
  };
  const asking = useMutation({
    mutationFn: ({ question, context }: Question) => act.ask(question, context, conversation.id),
    onSuccess: ({ session_id, conversation_id }, { question }) =>
      put({ id: conversation_id, turns: [...conversation.turns, { id: session_id, question }] }),
  });
  return {
    turns: conversation.turns,
    asking,
    startAnew: () => {
      asking.reset();
      put(noConversation);
    },
  };
}
