/** The rows of the glass box: every call once, every cost once. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { arenaBytes, layerRows } from '../../../src/workspace/glass/layerRows';
import { networkOf } from '../../../src/workspace/network';

test.each(['digits', 'objects'])('of %s add up to the network', (name) => {
  const file = new URL(`../../../public/models/${name}.safetensors`, import.meta.url);
  const network = networkOf(decodeModel(new Uint8Array(readFileSync(file))));
  const rows = layerRows(network);
  expect(rows.map(({ call }) => call)).toEqual(network.plan.phases.forward.map((_, call) => call));
  expect(rows[0]?.layers).toEqual(['conv1', 'relu1']);
  expect(rows.reduce((sum, { macs }) => sum + macs, 0)).toBe(network.macs);
  expect(rows.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(network.parameters);
  const { maps, weights } = arenaBytes(network.plan);
  expect(weights).toBeGreaterThanOrEqual(network.weightBytes);
  expect(maps).toBeGreaterThanOrEqual(rows.reduce((sum, { bytes }) => sum + bytes, 0));
});
