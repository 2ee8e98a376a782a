// Made-up corpora in which relatives of every kind are planted among strangers, with their tokens known.

import type { ExactDocument } from './exact-documents.js';
import { USUAL_THRESHOLDS, describeExactly, listDuplicatePairs, measureCommonRun } from './exact-documents.js';
import type { Script } from './made-texts.js';
import { drawTokens, editTokens, halfWordsOf, rewriteTokens, writeTokens } from './made-texts.js';
import type { Draws } from './seed-draws.js';
import { seedDraws } from './seed-draws.js';

export interface RelativeDocument {
  readonly id: string;
  readonly text: string;
  readonly tokens: readonly string[];
}

/** What a document is made as; what it then is to another, brute force tells. */
const KINDS = [
  ...['stranger', 'stranger', 'stranger', 'near', 'near', 'near', 'far', 'part', 'part', 'edited part', 'whole'],
  ...['passage', 'passage', 'passage', 'copy', 'same text', 'short', 'empty'],
] as const;

/** `count` documents, about a third of them strangers; lengths in words, of strangers. */
export function makeRelatives(
  seed: number,
  count: number,
  options: { scripts?: readonly Script[]; least?: number; most?: number } = {},
): RelativeDocument[] {
  const { scripts = ['words', 'characters', 'mixed'], least = 30, most = 160 } = options;
  const draws = seedDraws(seed);
  const documents: RelativeDocument[] = [];
  /** Ids whose order has nothing to do with the order of making. */
  const drawId = (): string =>
    `${draws.pick(['a/', 'b', 'é', '\u{1f600}', ''])}${draws.below(1 << 30)}-${documents.length}`;
  for (let i = 0; i < count; i++) {
    const script = draws.pick(scripts);
    const words = least + draws.below(most - least + 1);
    const stranger = drawTokens(draws, script === 'characters' ? 2 * words : words, script);
    const base = documents.length === 0 ? null : draws.pick(documents);
    const kind = draws.pick(KINDS);
    const tokens = base === null ? stranger : makeTokens(kind, base.tokens, stranger, draws);
    const text = base !== null && kind === 'copy' ? base.text : writeAs(kind, tokens, draws);
    documents.push({ id: drawId(), text, tokens });
  }
  return documents;
}

/** Half words of the run that winnowing is guaranteed to find: 16 shingles of 5 words. */
const GUARANTEED_HALF_WORDS = 40;

/**
 * The documents but for those that stand edited in another without sharing a run that is guaranteed to be found: whether these
 * are found is luck, which changes with every hash.
 */
export function keepPromised(documents: readonly RelativeDocument[]): RelativeDocument[] {
  const thresholds = { ...USUAL_THRESHOLDS, containmentThousandths: 500 };
  const dropped = new Set<string>();
  for (const { relation, smaller, larger } of listDuplicatePairs(describeRelatives(documents), thresholds)) {
    if (relation !== 'contained') continue;
    if (measureCommonRun(smaller.tokens, larger.tokens) < GUARANTEED_HALF_WORDS) dropped.add(smaller.id);
  }
  return documents.filter(({ id }) => !dropped.has(id));
}

/** What brute force works on: the documents that are not empty. */
export function describeRelatives(documents: readonly RelativeDocument[]): ExactDocument[] {
  return documents.filter(({ tokens }) => tokens.length > 0).map(({ id, tokens }) => describeExactly(id, tokens));
}

function makeTokens(
  kind: (typeof KINDS)[number],
  base: readonly string[],
  stranger: readonly string[],
  draws: Draws,
): readonly string[] {
  const half = draws.below(stranger.length + 1);
  const around = (middle: readonly string[]): string[] => [
    ...stranger.slice(0, half),
    ...middle,
    ...stranger.slice(half),
  ];
  switch (kind) {
    case 'stranger':
      return stranger;
    case 'near':
      return editTokens(base, 15 + draws.below(60), draws);
    case 'far':
      return editTokens(base, 5 + draws.below(12), draws);
    case 'part':
      return drawPart(base, 15 + draws.below(60), draws);
    case 'edited part':
      return editTokens(drawPart(base, 40 + draws.below(60), draws), 25 + draws.below(60), draws);
    case 'whole':
      return around(base);
    case 'passage':
      return around(drawPart(base, 46 + draws.below(8), draws));
    case 'copy':
    case 'same text':
      return base;
    case 'short':
      return stranger.slice(0, 1 + draws.below(6));
    case 'empty':
      return [];
  }
}

/** A stretch of the tokens that just reaches so many words, or all of them. */
function drawPart(tokens: readonly string[], words: number, draws: Draws): string[] {
  const start = draws.below(tokens.length + 1);
  const part: string[] = [];
  let halfWords = 0;
  for (const token of tokens.slice(start)) {
    if (halfWords >= 2 * words) break;
    part.push(token);
    halfWords += halfWordsOf(token);
  }
  return part;
}

const SIGNS = ['', ' ', '—\n', '…'];

function writeAs(kind: (typeof KINDS)[number], tokens: readonly string[], draws: Draws): string {
  if (tokens.length === 0) return draws.pick(SIGNS);
  return kind === 'same text' ? rewriteTokens(tokens, draws) : writeTokens(tokens);
}
