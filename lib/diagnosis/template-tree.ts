import { ANY } from './template-words.ts';

/** A statement that lines have in common: its words, with those that differ replaced by a wildcard. */
export type Cluster = { words: string[] };

/** Words by which a line is led to its candidates; the paper's depth of 4 with root and length. */
const LEADING = 2;
/** Branches of one node; further words share one, so that a log of names cannot grow the tree. */
const MOST_BRANCHES = 64;
/** Share of equal words from which two lines come from one statement: higher than the paper's 0.5, since errors must not be merged away. */
const SIMILAR = 0.6;
/** Candidates of one leaf, and clusters in all: beyond, a line counts for a statement that nobody can read. */
const MOST_IN_LEAF = 60;
export const MOST_CLUSTERS = 1_000;

type Node<C> = { branches: Map<string, Node<C>>; leaf: C[] };

/**
 * The fixed-depth parse tree of Drain (He et al., ICWS 2017): lines of one length and the same leading words
 * are compared with each other only, so that the cost of a line does not grow with the log.
 */
export function createTree<C extends Cluster>(make: (words: string[]) => C): { place(words: string[], kind: string): C } {
  const roots = new Map<string, Node<C>>();
  let clusters = 0;
  return {
    place(words, kind) {
      const leaf = descend(roots, words, kind);
      const found = closest(leaf, words);
      if (found) {
        merge(found, words);
        return found;
      }
      if (leaf.length >= MOST_IN_LEAF || clusters >= MOST_CLUSTERS) return overflow(roots, make, kind);
      const cluster = make(words);
      leaf.push(cluster);
      clusters += 1;
      return cluster;
    },
  };
}

function node<C>(): Node<C> {
  return { branches: new Map(), leaf: [] };
}

function descend<C>(roots: Map<string, Node<C>>, words: readonly string[], kind: string): C[] {
  let current = branch(roots, `${kind} ${words.length}`);
  for (const word of words.slice(0, LEADING)) {
    const variable = word.includes(ANY) || (!current.branches.has(word) && current.branches.size >= MOST_BRANCHES);
    current = branch(current.branches, variable ? ANY : word);
  }
  return current.leaf;
}

function branch<C>(nodes: Map<string, Node<C>>, name: string): Node<C> {
  const found = nodes.get(name) ?? node<C>();
  nodes.set(name, found);
  return found;
}

/** The most similar candidate, if any is similar enough; a word and the wildcard in its place are no likeness, as in the paper. */
function closest<C extends Cluster>(leaf: readonly C[], words: readonly string[]): C | null {
  let best: { cluster: C; likeness: number; wildcards: number } | null = null;
  for (const cluster of leaf) {
    const wildcards = cluster.words.filter((word) => word.includes(ANY)).length;
    const same = cluster.words.filter((word, index) => word === words[index]).length;
    const likeness = words.length === 0 ? 1 : same / words.length;
    if (likeness >= SIMILAR && (!best || likeness > best.likeness || (likeness === best.likeness && wildcards > best.wildcards)))
      best = { cluster, likeness, wildcards };
  }
  return best?.cluster ?? null;
}

function merge(cluster: Cluster, words: readonly string[]): void {
  for (const [index, word] of words.entries()) if (cluster.words[index] !== word) cluster.words[index] = ANY;
}

function overflow<C extends Cluster>(roots: Map<string, Node<C>>, make: (words: string[]) => C, kind: string): C {
  const { leaf } = branch(roots, `${kind} overflow`);
  leaf[0] ??= make([ANY]);
  return leaf[0];
}
