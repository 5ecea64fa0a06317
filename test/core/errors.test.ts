/** Errors are sentences for people: what, where, expected, got. */
import { expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';

it('makes one sentence of layer, expectation and finding', () => {
  const error = new EngineError('shape', 'input channels', { layer: 'conv2', expected: 16, got: 8 });
  expect(error.message).toBe('conv2: input channels: needs 16, got 8');
  expect(error.code).toBe('shape');
});

it('names the layer once, from wherever it is known first', () => {
  const error = new EngineError('shape', 'does not fit', { got: '3x3' });
  expect(error.in('pool1').message).toBe('pool1: does not fit: got 3x3');
  expect(error.in('pool1').in('outer').message).toBe('pool1: does not fit: got 3x3');
});
