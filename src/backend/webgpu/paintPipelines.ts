/** The painter's three pipelines and two bind-group layouts: made once per device, before the first surface. */

import numbers from '../../../shaders/lib/numbers.wgsl?raw';
import draw from '../../../shaders/paint/draw.wgsl?raw';
import mapRanges from '../../../shaders/paint/mapRanges.wgsl?raw';
import shareRanges from '../../../shaders/paint/shareRanges.wgsl?raw';
import values from '../../../shaders/paint/values.wgsl?raw';
import { BROKEN, INK_START, INK_STEPS, SIGNED_STEPS } from '../paint/colour';
import { kindOf } from './adapter';
import type { CountedDevice } from './counter';
import { SOFTWARE_LANES } from './passes';

/** Arenas whose tensors one scene can show; with the painter's own tables, as many as the default limits allow. */
export const PAINTED_ARENAS = 4;

/** Lanes that scan a map, or a share's members, on graphics hardware. */
const RANGE_LANES = 64;

export interface PaintPipelines {
  readonly format: GPUTextureFormat;
  readonly measureLayout: GPUBindGroupLayout;
  readonly drawLayout: GPUBindGroupLayout;
  readonly mapRanges: GPUComputePipeline;
  readonly shareRanges: GPUComputePipeline;
  readonly draw: GPURenderPipeline;
}

/** Shader constants, taken from where the colour table is made. */
const constantsOf = (lanes: number): string =>
  [
    `const lanes: u32 = ${lanes}u;`,
    `const signedSteps: f32 = ${SIGNED_STEPS}f;`,
    `const inkStart: u32 = ${INK_START}u;`,
    `const inkSteps: f32 = ${INK_STEPS}f;`,
    `const brokenEntry: u32 = ${BROKEN}u;`,
    '',
  ].join('\n');

export async function createPaintPipelines(device: CountedDevice): Promise<PaintPipelines> {
  const format = navigator.gpu.getPreferredCanvasFormat();
  const constants = constantsOf(kindOf(device.device.adapterInfo) === 'software' ? SOFTWARE_LANES : RANGE_LANES);
  const entry = (
    binding: number,
    visibility: GPUShaderStageFlags,
    type: GPUBufferBindingType,
  ): GPUBindGroupLayoutEntry => ({ binding, visibility, buffer: { type } });
  const arenas = (visibility: GPUShaderStageFlags): GPUBindGroupLayoutEntry[] =>
    Array.from({ length: PAINTED_ARENAS }, (_, k) => entry(k, visibility, 'read-only-storage'));

  const { COMPUTE, VERTEX, FRAGMENT } = GPUShaderStage;
  const measureLayout = device.layout('paint: measure', [
    ...arenas(COMPUTE),
    entry(4, COMPUTE, 'read-only-storage'),
    entry(5, COMPUTE, 'read-only-storage'),
    entry(6, COMPUTE, 'storage'),
  ]);
  const drawLayout = device.layout('paint: draw', [
    ...arenas(FRAGMENT),
    entry(4, VERTEX | FRAGMENT, 'read-only-storage'),
    entry(5, FRAGMENT, 'read-only-storage'),
    entry(6, FRAGMENT, 'read-only-storage'),
    entry(7, VERTEX, 'uniform'),
  ]);
  const measure = device.pipelineLayout('paint: measure', measureLayout);
  const compute = (label: string, code: string): Promise<GPUComputePipeline> =>
    device.computePipeline({
      label,
      layout: measure,
      compute: { module: device.module(label, constants + numbers + values + code), entryPoint: 'main' },
    });
  const drawModule = device.module('paint/draw', constants + numbers + values + draw);
  const [mapPipeline, sharePipeline, drawPipeline] = await Promise.all([
    compute('paint/mapRanges', mapRanges),
    compute('paint/shareRanges', shareRanges),
    device.renderPipeline({
      label: 'paint/draw',
      layout: device.pipelineLayout('paint: draw', drawLayout),
      vertex: { module: drawModule, entryPoint: 'corner' },
      fragment: { module: drawModule, entryPoint: 'pixel', targets: [{ format }] },
      primitive: { topology: 'triangle-strip' },
    }),
  ]);
  return { format, measureLayout, drawLayout, mapRanges: mapPipeline, shareRanges: sharePipeline, draw: drawPipeline };
}
