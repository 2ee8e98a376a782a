import { expect, it } from 'vitest';
import { formatByteLength, formatCount, formatElapsed } from '../../src/cli/quantities.js';

it('separates thousands', () => {
  expect([0, 7, 999, 1000, 123_456, 1_234_567].map(formatCount)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '123,456',
    '1,234,567',
  ]);
});

it('shows sizes in powers of 1,000, never four digits', () => {
  expect([0, 999, 1000, 9949, 9950, 612_345_678, 999_499, 999_500, 1.35e9, 5e15].map(formatByteLength)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '9.9 kB',
    '10 kB',
    '612 MB',
    '999 kB',
    '1.0 MB',
    '1.4 GB',
    '5000 TB',
  ]);
});

it('shows times in milliseconds below ten seconds', () => {
  expect([0.4, 9999.4, 10_000, 83_456].map(formatElapsed)).toEqual(['0 ms', '9999 ms', '10.0 s', '83.5 s']);
});
