/** Fields that stand for themselves. */
const single = ['version', 'replicas', 'stopped', 'team', 'owner', 'description', 'platform', 'dependencies', 'deleted'] as const;
/** Fields of which there are many; what follows the first point is the name of one. */
const many = ['config', 'flags', 'members', 'tokens', 'rules', 'channels'] as const;

export type FieldWord = (typeof single)[number] | (typeof many)[number] | 'status';

/** Which word names a changed field, and which of its kind it is; `word` is null for what other systems reported. */
export function fieldOf(path: string): { word: FieldWord | null; rest: string } {
  const own = single.find((name) => name === path);
  if (own) return { word: own, rest: '' };
  const point = path.indexOf('.');
  const [head, rest] = [path.slice(0, Math.max(point, 0)), path.slice(point + 1)];
  // The id of a deployment tells nobody anything: the record links to it.
  if (head === 'deployments' && rest.endsWith('.status')) return { word: 'status', rest: '' };
  const kind = many.find((name) => name === head);
  return kind && rest !== '' ? { word: kind, rest } : { word: null, rest: path };
}
