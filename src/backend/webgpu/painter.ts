/**
 * The GPU painter: one canvas, one instanced draw. Tiles, ranges and colours are in buffers written only when the scene
 * changes; the fragment shader reads the arenas where the kernels wrote them, so no map is ever copied.
 */
import { EngineError } from '../../core/errors';
import { grid } from '../../kernels/grid';
import type { TensorId } from '../../kernels/kernel';
import { colourTable } from '../paint/colour';
import { type DrawnMap, layoutScene, movedLayout, type SceneLayout } from '../paint/layout';
import { rangesByTensor } from '../paint/ranges';
import type { Plan, Range, Scene, Surface, Tile } from '../types';
import type { GpuArenas } from './arenas';
import type { CountedDevice } from './counter';
import { PAINTED_ARENAS, type PaintPipelines } from './paintPipelines';

/** 4-byte words per tile, map and range in the shaders' layout. */
const TILE_WORDS = 14;
const MAP_WORDS = 5;
const RANGE_WORDS = 4;

const COLOUR_CODES: { readonly [C in Tile['colour']]: number } = {
  signed: 0,
  ink: 1,
  red: 2,
  green: 3,
  blue: 4,
  gray: 5,
};

/** Which painted arena, and which float of it. */
type Place = readonly [arena: number, first: number];
/** Subtracts nothing; matches `nowhere` in values.wgsl. */
const NOWHERE: Place = [-1, 0];
const NO_MAP: { readonly own: Place; readonly minus: Place } = { own: [0, 0], minus: NOWHERE };

/** A scene as the shaders take it, in plain words. */
export interface PackedScene {
  readonly tiles: Int32Array;
  readonly maps: Uint32Array;
  /** First member and member count of each share, then all members. */
  readonly shares: Uint32Array;
  /** The arena index for each painted-arena binding. */
  readonly arenas: readonly number[];
}

/** Packs a layout. Throws EngineError('unsupported') when it shows tensors from more arenas than can be bound. */
export function packScene(layout: SceneLayout, plan: Pick<Plan, 'tensors'>): PackedScene {
  const arenas: number[] = [];
  const placeOf = (tensor: TensorId, start: number): Place => {
    const { arena, offset } = plan.tensors[tensor] ?? { arena: -1, offset: 0 };
    if (!arenas.includes(arena)) arenas.push(arena);
    return [arenas.indexOf(arena), offset + start];
  };
  const placesOf = ({ tensor, minus, start }: DrawnMap) => ({
    own: placeOf(tensor, start),
    minus: minus === null ? NOWHERE : placeOf(minus, start),
  });
  const mapPlaces = layout.maps.map(placesOf);
  const tilePlaces = layout.tiles.map(placesOf);
  if (arenas.length > PAINTED_ARENAS) {
    const details = { expected: `at most ${PAINTED_ARENAS}`, got: arenas.length };
    throw new EngineError('unsupported', 'a picture of tensors from too many arenas', details);
  }
  const maps = new Uint32Array(layout.maps.length * MAP_WORDS);
  for (const [k, { length }] of layout.maps.entries()) {
    const { own, minus } = mapPlaces[k] ?? NO_MAP;
    maps.set([...own, length, ...minus], k * MAP_WORDS);
  }
  const tiles = new ArrayBuffer(layout.tiles.length * TILE_WORDS * 4);
  const [words, floats] = [new Int32Array(tiles), new Float32Array(tiles)];
  for (const [k, tile] of layout.tiles.entries()) {
    const at = k * TILE_WORDS;
    const { own, minus } = tilePlaces[k] ?? NO_MAP;
    const range = tile.share < 0 ? tile.map : layout.maps.length + tile.share;
    words.set([tile.left, tile.top, tile.right, tile.bottom, tile.columns, tile.rows], at);
    words.set([...own, COLOUR_CODES[tile.colour], range], at + 6);
    floats.set([tile.scale, tile.shift], at + 10);
    words.set(minus, at + 12);
  }
  const members = layout.shares.flat();
  const shares = new Uint32Array(layout.shares.length * 2 + members.length);
  shares.set(members, layout.shares.length * 2);
  let first = layout.shares.length * 2;
  for (const [k, { length }] of layout.shares.entries()) {
    shares.set([first, length], k * 2);
    first += length;
  }
  return { tiles: words, maps, shares, arenas };
}

interface Drawn {
  readonly scene: Scene;
  readonly layout: SceneLayout;
  readonly measureGroup: GPUBindGroup;
  readonly drawGroup: GPUBindGroup;
}

/** Where a frame's ranges are in its report, and how to decode them. */
export interface RangeCopy {
  readonly bytes: number;
  merge(floats: Float32Array): ReadonlyMap<TensorId, Range>;
}

type BufferName = 'tiles' | 'maps' | 'shares' | 'ranges' | 'colours' | 'canvas';

export class GpuPainter implements Surface {
  private readonly context: GPUCanvasContext;
  private readonly buffers = new Map<BufferName, GPUBuffer>();
  private drawn: Drawn | null = null;
  private disposed = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly plan: Pick<Plan, 'tensors'>,
    private readonly device: CountedDevice,
    private readonly pipelines: PaintPipelines,
    private readonly arenas: GpuArenas,
    private readonly reserveRanges: (bytes: number) => void,
  ) {
    const context = canvas.getContext('webgpu');
    if (!context) throw new EngineError('device', 'the canvas already has another kind of context');
    context.configure({ device: device.device, format: pipelines.format, alphaMode: 'premultiplied' });
    this.context = context;
  }

  setScene(scene: Scene): void {
    if (this.disposed) return;
    const before = this.drawn;
    const moved = before && movedLayout(before.scene, before.layout, scene);
    const layout = moved ?? layoutScene(scene, this.plan);
    const packed = packScene(layout, this.plan);
    const isAsLarge = this.canvas.width === layout.width && this.canvas.height === layout.height;
    if (moved && isAsLarge && before.scene.palette === scene.palette) {
      this.filled('tiles', GPUBufferUsage.STORAGE, packed.tiles);
      this.drawn = { ...before, scene, layout };
      return;
    }
    if (this.canvas.width !== layout.width) this.canvas.width = layout.width;
    if (this.canvas.height !== layout.height) this.canvas.height = layout.height;
    const { STORAGE, UNIFORM, COPY_SRC } = GPUBufferUsage;
    const rangeBytes = (layout.maps.length + layout.shares.length) * RANGE_WORDS * 4;
    const size = new Float32Array([layout.width, layout.height, 0, 0]);
    const views = {
      tiles: this.filled('tiles', STORAGE, packed.tiles),
      maps: this.filled('maps', STORAGE, packed.maps),
      shares: this.filled('shares', STORAGE, packed.shares),
      ranges: this.sized('ranges', STORAGE | COPY_SRC, rangeBytes),
      colours: this.filled('colours', STORAGE, colourTable(scene.palette)),
      canvas: this.filled('canvas', UNIFORM, size),
    };
    // Bindings no tile needs get any existing arena.
    const anyArena = packed.arenas[0] ?? this.plan.tensors[0]?.arena ?? 0;
    const painted = Array.from(
      { length: PAINTED_ARENAS },
      (_, k): GPUBufferBinding => ({ buffer: this.arenas.buffer(packed.arenas[k] ?? anyArena) }),
    );
    const { device, pipelines } = this;
    this.drawn = {
      scene,
      layout,
      measureGroup: device.bindGroup('paint: measure', pipelines.measureLayout, [
        ...painted,
        views.maps,
        views.shares,
        views.ranges,
      ]),
      drawGroup: device.bindGroup('paint: draw', pipelines.drawLayout, [
        ...painted,
        views.tiles,
        views.ranges,
        views.colours,
        views.canvas,
      ]),
    };
    this.reserveRanges(layout.maps.length * RANGE_WORDS * 4);
  }

  /** A binding of exactly the requested bytes (one tile's for zero), in a buffer that only grows. */
  private sized(name: BufferName, usage: GPUBufferUsageFlags, bytes: number): GPUBufferBinding {
    const size = bytes === 0 ? TILE_WORDS * 4 : bytes;
    let buffer = this.buffers.get(name);
    if (!buffer || buffer.size < size) {
      buffer?.destroy();
      const room = 2 ** Math.ceil(Math.log2(size));
      buffer = this.device.buffer(`paint: ${name}`, room, usage | GPUBufferUsage.COPY_DST);
      this.buffers.set(name, buffer);
    }
    return { buffer, size };
  }

  private filled(name: BufferName, usage: GPUBufferUsageFlags, data: ArrayBufferView): GPUBufferBinding {
    const binding = this.sized(name, usage, data.byteLength);
    if (data.byteLength > 0) this.device.upload(binding.buffer, 0, data);
    return binding;
  }

  /** Records the range reductions in a run's compute pass: one dispatch over maps and one over shares, if any. */
  measure(pass: GPUComputePassEncoder): void {
    if (!this.drawn) return;
    const { layout, measureGroup } = this.drawn;
    if (layout.maps.length === 0) return;
    pass.setBindGroup(0, measureGroup);
    pass.setPipeline(this.pipelines.mapRanges);
    this.device.dispatch(pass, ...grid(layout.maps.length).workgroups);
    if (layout.shares.length === 0) return;
    pass.setPipeline(this.pipelines.shareRanges);
    this.device.dispatch(pass, ...grid(layout.shares.length).workgroups);
  }

  /** Records the render pass. */
  draw(encoder: GPUCommandEncoder): void {
    if (!this.drawn) return;
    const pass = this.device.renderPass(encoder, {
      label: 'paint',
      colorAttachments: [
        {
          view: this.context.getCurrentTexture().createView(),
          loadOp: 'clear',
          storeOp: 'store',
          clearValue: [0, 0, 0, 0],
        },
      ],
    });
    const { layout, drawGroup } = this.drawn;
    if (layout.tiles.length > 0) {
      pass.setPipeline(this.pipelines.draw);
      pass.setBindGroup(0, drawGroup);
      pass.draw(4, layout.tiles.length);
    }
    pass.end();
  }

  /** Records the copy of the maps' ranges to a report buffer; null when there is nothing to copy. */
  copyRanges(encoder: GPUCommandEncoder, into: GPUBuffer, byteOffset: number): RangeCopy | null {
    const ranges = this.buffers.get('ranges');
    if (!this.drawn || !ranges || this.drawn.layout.maps.length === 0) return null;
    const { maps } = this.drawn.layout;
    const bytes = maps.length * RANGE_WORDS * 4;
    encoder.copyBufferToBuffer(ranges, 0, into, byteOffset, bytes);
    return { bytes, merge: (floats) => rangesByTensor(maps, floats, RANGE_WORDS) };
  }

  paint(): void {
    if (!this.drawn) return;
    // A repaint between runs is a frame of its own, not part of the next run's.
    this.device.uncounted(() => {
      const encoder = this.device.device.createCommandEncoder({ label: 'repaint' });
      const pass = this.device.computePass(encoder, { label: 'ranges' });
      this.measure(pass);
      pass.end();
      this.draw(encoder);
      this.device.submit(encoder);
    });
  }

  get bytes(): number {
    return [...this.buffers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    // A second call must not touch the canvas: by then it may belong to another surface.
    if (this.disposed) return;
    this.disposed = true;
    this.drawn = null;
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
    this.context.unconfigure();
  }
}
