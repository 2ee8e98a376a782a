// Texts as `match` sees them: the table of sketches by the reference sketcher, and shingles on demand.

import { growColumn } from '../../src/columns.js';
import type { ShingleSequence, ShingleSet, SignatureRows, SketchOptions, SketchTable } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { SketchTableBuilder } from '../../src/sketch/sketch-table.js';

export const USUAL_SKETCH: SketchOptions = { shingleSize: 5, tokens: 'auto', window: 16, hashSeed: 0 };

export interface SketchedTexts {
  readonly sketches: SketchTable;
  readonly signatures: SignatureRows;
  /** Made once a document. */
  sequenceOf(document: number): ShingleSequence;
  /** Made once a document. */
  setOf(document: number): ShingleSet;
}

export function sketchTexts(texts: readonly string[], options: Partial<SketchOptions> = {}): SketchedTexts {
  const sketcher = createReferenceSketcher({ ...USUAL_SKETCH, ...options });
  const encoder = new TextEncoder();
  const builder = new SketchTableBuilder();
  let signatures: Uint16Array = new Uint16Array(0);
  texts.forEach((text, row) => {
    const sketch = sketcher.sketchDocument(encoder.encode(text));
    builder.append(sketch);
    signatures = growColumn(signatures, (row + 1) * SIGNATURE_LANES);
    signatures.set(sketch.foldedSignature, row * SIGNATURE_LANES);
  });
  const sequences = new Map<number, ShingleSequence>();
  const sets = new Map<number, ShingleSet>();
  return {
    sketches: builder.finish(),
    signatures: viewSignatures(signatures, SIGNATURE_LANES),
    sequenceOf(document) {
      const sequence =
        sequences.get(document) ?? copySequence(sketcher.sequenceShingles(encoder.encode(texts[document])));
      sequences.set(document, sequence);
      return sequence;
    },
    setOf(document) {
      const set = sets.get(document) ?? sketcher.collectShingles(encoder.encode(texts[document])).set.slice();
      sets.set(document, set);
      return set;
    },
  };
}

/** Signatures in memory, so many lanes each. */
export function viewSignatures(signatures: Uint16Array, lanes: number): SignatureRows {
  return { read: (first, end) => signatures.subarray(lanes * first, lanes * end) };
}

/** The shingles of one text. */
export function sequenceText(text: string, options: Partial<SketchOptions> = {}): ShingleSequence {
  const sketcher = createReferenceSketcher({ ...USUAL_SKETCH, ...options });
  return sketcher.sequenceShingles(new TextEncoder().encode(text));
}

function copySequence(views: ShingleSequence): ShingleSequence {
  return {
    ...views,
    tokenHigh: views.tokenHigh.slice(),
    tokenLow: views.tokenLow.slice(),
    tokenHalfWords: views.tokenHalfWords.slice(),
    high: views.high.slice(),
    low: views.low.slice(),
    firstTokens: views.firstTokens.slice(),
    contentHash: views.contentHash.slice(),
  };
}
