export type Piece = { kind: 'text' | 'bold' | 'code' | 'emoji'; text: string };

const EMOJI: Record<string, string> = {
  ':red_circle:': '🔴',
  ':large_yellow_circle:': '🟡',
  ':white_circle:': '⚪',
  ':large_green_circle:': '🟢',
};

/**
 * The little of Slack's mrkdwn that our own messages use: bold, fences, our four circles, three entities.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseMrkdwn(text: string): Piece[] {
  const plain = (part: string) => part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return text.split(/(```[\s\S]*?```|\*[^*\n]+\*|:\w+:)/).flatMap((part): Piece[] => {
    if (part === '') return [];
    if (part.startsWith('```') && part.length > 5) return [{ kind: 'code', text: plain(part.slice(3, -3).replace(/^\n|\n$/g, '')) }];
    if (/^\*[^*\n]+\*$/.test(part)) return [{ kind: 'bold', text: plain(part.slice(1, -1)) }];
    const emoji = EMOJI[part];
    return [emoji ? { kind: 'emoji', text: emoji } : { kind: 'text', text: plain(part) }];
  });
}
