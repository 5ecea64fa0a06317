/**
 * Plan, Backend, Program and Surface: the seam between the graph (which plans) and the three engines (which run).
 *
 * A Plan is data: every tensor, where it lies, and the ordered kernel calls of each phase. A Backend turns a Plan into
 * a Program, which owns every buffer and pipeline until its one dispose(). A Surface is a canvas on which a Program
 * paints its own tensors; on the GPU, without ever reading them back.
 */
import type { Shape } from '../core/shapes';
import type { KernelCall, TensorId } from '../kernels/kernel';

export type BackendName = 'webgpu' | 'wasm' | 'reference';

/**
 * `map`: activations and, in training, their gradients and other temporaries; read and written by kernels. `weight`:
 * constant during a run; written only by the optimiser. `state`: moments and running statistics.
 */
export type ArenaKind = 'map' | 'weight' | 'state';

export interface Arena {
  readonly kind: ArenaKind;
  /** Length in floats: at most 32 Mi (128 MiB, WebGPU's default binding limit), or one larger tensor alone. */
  readonly floats: number;
}

export interface PlanTensor {
  readonly id: TensorId;
  /** `conv1`, `conv1.weight`, `conv1.weight.gradient`, ...; unique within a plan. */
  readonly name: string;
  readonly shape: Shape;
  readonly length: number;
  readonly arena: number;
  /**
   * First float within the arena, a multiple of 64 (256 bytes, WebGPU's offset alignment). Tensors may overlap: a
   * flatten is its input under another shape, a concat's inputs are slices of its output.
   */
  readonly offset: number;
}

/** One node of the model as planned; the page shows it as a layer. */
export interface PlanNode {
  readonly id: string;
  readonly type: string;
  readonly inputs: readonly string[];
  /** The node's output: for a convolution the feature map, for an activation function the activation map. */
  readonly output: TensorId;
  /** Ids of the node's weights, by the weight's name in the layer's definition. */
  readonly weights: { readonly [name: string]: TensorId };
}

/**
 * `unpack` makes the input, and runs before `forward`: from packed pixels in plans with `packed`, in training from the
 * samples of the step's batch.
 */
export type Phase = 'unpack' | 'forward' | 'backward' | 'update';

/** Gradients of an objective, computed in the phase `backward` of a plan with the option `gradients`. */
export interface PlanGradients<Wrt extends string = string> {
  /**
   * Where the caller writes the objective's gradient with respect to the differentiated node's output, in its shape,
   * batch included. It persists between runs; until written, all gradients are 0.
   */
  readonly seed: TensorId;
  /** The objective's gradient with respect to each requested output or weight, in its shape, by the name asked for. */
  readonly of: { readonly [Name in Wrt]: TensorId };
}

/** What a training step reads and writes. */
export interface PlanTraining {
  /** The samples to train on [samples, C, H, W], and their targets [samples, K]. */
  readonly data: TensorId;
  readonly targets: TensorId;
  /** What the steps of the next run take: row 0, then scalars and indices of samples for each row (kernels/gather.ts). */
  readonly table: TensorId;
  /** The step's own targets [N, K] and scalars (kernels/hyper.ts), which phase `unpack` gathers. */
  readonly target: TensorId;
  readonly hyper: TensorId;
  /** What a run reports: `results` and, from a multiple of 64 floats on, `sizes`. */
  readonly report: TensorId;
  /** For each row and sample [rows, N, 3]: loss, right, answer (kernels/loss.ts). */
  readonly results: TensorId;
  /** All parameters in one range, with gaps of zeros between them; and their gradients and moments, in the same order. */
  readonly parameters: TensorId;
  readonly gradients: TensorId;
  readonly moments: readonly TensorId[];
  /** For each row [rows, chunks, 3]: over each chunk of the range, sums of gradient², change² and weight². */
  readonly sizes: TensorId;
  /** Each parameter's place: its tensor's name, its node, and the chunks that are its own. */
  readonly parts: readonly {
    readonly name: string;
    readonly node: string;
    readonly first: number;
    readonly chunks: number;
  }[];
}

export interface Plan {
  readonly mode: 'infer' | 'train';
  readonly tensors: readonly PlanTensor[];
  readonly arenas: readonly Arena[];
  readonly nodes: readonly PlanNode[];
  readonly phases: { readonly [P in Phase]: readonly KernelCall[] };
  readonly input: TensorId;
  /**
   * Where the input can be written as bytes for the phase `unpack`, else null: `pixels` [1, 1, H, W], each red + 256
   * green + 65536 blue, and `levels` [3, 256], the input value for each byte of each channel, which persists.
   */
  readonly packed: { readonly pixels: TensorId; readonly levels: TensorId } | null;
  /** What a run reports: the model's output (probabilities for a classifier); in training, `training.report`. */
  readonly output: TensorId;
  /** Present in a plan for training. */
  readonly training: PlanTraining | null;
  /** Present in an inference plan that also computes gradients. */
  readonly gradients: PlanGradients | null;
  /** Multiply-accumulates of one forward pass. */
  readonly macs: number;
}

/** Values for the plan's weights and states by tensor name. Missing ones are an EngineError('weights'). */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Smallest and largest finite value of something drawn, and whether it holds NaN or an infinity. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly broken: boolean;
}

/** What the device was asked to do since the last reset: the frame budget is asserted on these counts. */
export interface Counters {
  dispatches: number;
  submits: number;
  computePasses: number;
  renderPasses: number;
  bytesUploaded: number;
  /** Buffers, textures, bind groups, layouts, samplers and pipelines created. */
  created: number;
  readbacks: number;
}

/** How a backend describes itself. */
export interface BackendInfo {
  readonly name: BackendName;
  /** Adapter name and vendor, or the build (`relaxed SIMD, 2 threads`). */
  readonly detail: string;
  /** On the CPU: what `detail` says, as data for the page to put into words. */
  readonly build?: { readonly relaxed: boolean; readonly threads: number };
  /** Further details under the platform's own names: adapter, limits, features. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
}

/** How long one kernel call of the forward phase takes. */
export interface CallTime {
  /** Its index in `plan.phases.forward`. */
  readonly call: number;
  /** Of one execution: the mean over the repetitions. */
  readonly milliseconds: number;
  /** Back-to-back executions in one measurement: as many as the clock's resolution requires. */
  readonly repetitions: number;
  /** Whose clock: the device's timestamps, or the page's, around work it waits for. */
  readonly clock: 'device' | 'page';
}

/** One compute pass of a call as it is compiled. */
export interface ShaderSource {
  /** Index of its call in `plan.phases.forward`. */
  readonly call: number;
  readonly name: string;
  /** The complete WGSL text, with the call's parameters as constants. */
  readonly text: string;
  readonly workgroups: readonly [x: number, y: number, z: number];
}

/** Outputs of up to this many values are copied: 16 KiB, which a page's allocator has at hand; 24 KiB take 0.1 ms. */
export const FEW_VALUES = 4096;

/** The result of a run. */
export interface RunReport {
  /** Values of `plan.output`: up to FEW_VALUES, a copy to keep; more may lie in place, valid until the next run. */
  readonly output: Float32Array;
  /** One range per tensor shown in the scene, in order of first use; empty without a surface. */
  readonly ranges: ReadonlyMap<TensorId, Range>;
  /** Wall time of the run in milliseconds: kernels only on the CPU, submit to completion on the GPU. */
  readonly milliseconds: number;
}

/** What one tile shows: a channel plane of a tensor as a picture. Sizes and positions in CSS pixels of the surface. */
export interface Tile {
  readonly tensor: TensorId;
  /** Where present, shows the difference from the same plane of this tensor. */
  readonly minus?: TensorId;
  /** Index of the plane: floats [plane * width * height, ...) of the tensor. */
  readonly plane: number;
  /** Pixels of the map. */
  readonly columns: number;
  readonly rows: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /**
   * `signed`: diverging about zero over the range. `ink`: 0 paper to 1 ink. `gray`: 0 black to 1 white, in every
   * palette. `red|green|blue`: 0 to 1 of that one.
   */
  readonly colour: 'signed' | 'ink' | 'gray' | 'red' | 'green' | 'blue';
  /** For all but signed ones: value v is drawn as (v * scale + shift). */
  readonly scale?: number;
  readonly shift?: number;
  /** Under range `layer`, tiles of a group share a range (a convolution and its activation share one). */
  readonly group: number;
}

/** A whole tensor, or its difference from another, counted in a group. */
export type Counted = Pick<Tile, 'tensor' | 'minus' | 'group'>;

export type Rgb = readonly [red: number, green: number, blue: number];

/** 0 to 255 each. `ink` and `paper` draw the input; the hatch for NaN and infinities alternates `broken` and `zero`. */
export interface Palette {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
  readonly paper: Rgb;
  readonly ink: Rgb;
  readonly broken: Rgb;
}

export interface Scene {
  /** Canvas size in CSS pixels, and device pixels per CSS pixel. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly tiles: readonly Tile[];
  /** What the largest |value| is taken over: each tile, or everything signed and counted in a group or in the scene. */
  readonly range: 'map' | 'layer' | 'network';
  /** Whole tensors that count in their group's range, whether or not tiles show them. */
  readonly counted?: readonly Counted[];
  readonly palette: Palette;
}

/** A canvas painted by a program. Repainting allocates no buffers until the scene changes. */
export interface Surface {
  /** Sets a new layout, range or palette, painted at the next run() or paint(). */
  setScene(scene: Scene): void;
  /**
   * Repaints from the current tensors (after a scroll or a theme change). `atOnce`: within this task, even if what is due
   * is on its way.
   */
  paint(atOnce?: boolean): void;
  dispose(): void;
}

export interface Program {
  readonly plan: Plan;
  readonly info: BackendInfo;
  /**
   * Copies values into a tensor before the next run. Lengths must match. `isLent`: the caller leaves `values` unchanged
   * until that run has begun, so they need not be copied meanwhile.
   */
  write(tensor: TensorId, values: Float32Array, isLent?: boolean): void;
  /** Runs the phases in order (default: forward) and paints the surface, if any, in the same submit. */
  run(phases?: readonly Phase[]): Promise<RunReport>;
  /** A copy of the tensor's values. Not for the frame path. */
  read(tensor: TensorId): Promise<Float32Array>;
  /**
   * Several tensors' values from one frame, read-only, valid until the next look or run: in place where possible,
   * otherwise in reused memory. Not for the frame path.
   */
  look(tensors: readonly TensorId[]): Promise<readonly Float32Array[]>;
  /** The tensor's values in place, read-only, or null where they are in device or worker memory. */
  view(tensor: TensorId): Float32Array | null;
  /** One value, for a hovering pointer. Not for the frame path. */
  readValue(tensor: TensorId, index: number): Promise<number>;
  /**
   * Times every kernel call of the forward phase on the current tensors, in separate runs beside the frames: no tensor
   * and no counter changes. Entry k is call k. Rejects with EngineError('unsupported') for a training plan.
   */
  profile(): Promise<readonly CallTime[]>;
  /** The forward phase's shaders as this program compiled them, where it has any. */
  readonly shaders?: readonly ShaderSource[];
  /** Binds a canvas; one surface per program. The canvas must not have another kind of context already. */
  surface(canvas: HTMLCanvasElement): Surface;
  /** Counters of the last run, including its painting. */
  readonly counters: Readonly<Counters>;
  /** Bytes of all buffers owned. */
  readonly bytes: number;
  dispose(): void;
}

export interface Backend {
  readonly info: BackendInfo;
  /** Prepares everything a run needs (pipelines compiled, memory allocated, weights copied). */
  load(plan: Plan, weights: Weights): Promise<Program>;
  /** Resolves with the reason when the backend can no longer be used (device lost); never rejects. */
  readonly lost: Promise<string>;
  dispose(): void;
}
