// The contract of a sketcher, for both kernels that can be chosen.

import { describe, expect, it } from 'vitest';
import { createSketcher } from '../../src/kernel/select.js';
import { describeSketcher } from './contract.js';
import { USUAL_OPTIONS } from './equal-sketches.js';

describe.each(['reference', 'wasm'] as const)('the sketcher %s', (kernel) => {
  it('says its name', () => {
    expect(createSketcher(kernel, USUAL_OPTIONS).name).toBe(kernel);
  });

  describeSketcher((options) => createSketcher(kernel, options));
});
