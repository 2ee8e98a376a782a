// The shapes there are, in the order in which they are shown.

import { article } from './article.js';
import { chain } from './chain.js';
import { copies } from './copies.js';
import { hotFingerprint } from './hot-fingerprint.js';
import { largeCopies, largeDocument, largeLine } from './large-documents.js';
import { frames, thai } from './pages.js';
import { paragraphs, shortDocuments } from './short-documents.js';

/** @type {readonly import('./shape.js').Shape[]} */
export const shapes = [
  ...[copies, frames, chain, article, largeDocument, largeLine, largeCopies],
  ...[shortDocuments, paragraphs, hotFingerprint, thai],
];
