/**
 * The engine's public API: load a model, plan it, choose a backend, run it, read any tensor, train a step. It needs no
 * React and no DOM beyond WebGPU, workers and (for painting) a canvas, so it works from a page's script and in Node.
 *
 *   const { spec, weights } = decodeModel(bytes);          // a .safetensors file of this project
 *   const plan = planModel(spec);                          // every tensor and kernel call, for one input
 *   const { backend } = await openBackend();               // WebGPU, else WASM, else plain TypeScript
 *   const program = await backend.load(plan, weights);     // memory and pipelines, made once
 *   program.write(plan.input, values);                     // channels x height x width floats, row by row
 *   const { output } = await program.run();                // probabilities, one per class of spec.labels
 *   const map = await program.read(plan.nodes[0].output);  // any layer's values, [1, channels, height, width]
 *   program.dispose();
 *
 * Shapes are NCHW, batch first; values are float32. Failures throw an EngineError: its `code` is for programs, its
 * `message` for people.
 */

export { type BackendChoice, checkBackend, type Opened, openBackend, type Refusal } from './backend';
export type {
  Backend,
  BackendInfo,
  BackendName,
  Counters,
  Palette,
  Phase,
  Plan,
  PlanGradients,
  PlanNode,
  PlanTensor,
  PlanTraining,
  Program,
  Range,
  Rgb,
  RunReport,
  Scene,
  Surface,
  Tile,
  Weights,
} from './backend/types';
export { EngineError, type ErrorCode, type ErrorDetails } from './core/errors';
export { Random } from './core/random';
export { elements, type Shape, shapeText, windowOutput } from './core/shapes';
export { decodeModel, encodeModel, type Provenance, type StoredModel } from './formats/model';
export { decodeSafetensors, encodeSafetensors, type Safetensors } from './formats/safetensors';
export { sampleCalls } from './graph/alone';
export type { GradientOptions } from './graph/backward';
export {
  checkModel,
  INPUT,
  type ModelNode,
  type ModelSpec,
  type ResolvedModel,
  type ResolvedNode,
  resolveModel,
  weightName,
} from './graph/model';
export { type GradientPlan, type PlanOptions, planModel } from './graph/plan';
export type { LossKind, OptimiserKind, TrainOptions } from './graph/training';
export { type KernelName, kernels } from './kernels';
export type { KernelCall, KernelDef, TensorId } from './kernels/kernel';
export { isLayerType, type LayerType, layerOf, layers } from './layers';
export type { AnyLayerDef, AttributeForm, AttributeValue, Cost, LayerDef, ReceptiveField } from './layers/layer';
export { type Augmentation, augmenterOf } from './train/data/augment';
export type { ImageSet } from './train/data/imageSet';
export { type Break, DEAD_AFTER, findBreak, findDead, HealthWatch, type LayerSizes, layerSizes } from './train/health';
export { type Initialisation, type Initialisations, initialWeights } from './train/initialise';
export {
  type Checkpoint,
  type StepReport,
  type TrainingOptions,
  TrainingRun,
  type TrainingSettings,
} from './train/loop';
export { checkOptimiser, type OptimiserSpec } from './train/optimiser';
export { imageSource, type SampleSource } from './train/samples';
export { checkSchedule, rateAt, type Schedule } from './train/schedule';
export type { Ink } from './vision/digit';
export type { Pixels } from './vision/picture';
export { checkPreprocessing, type Given, type Prepared, type Preprocessing, prepare } from './vision/preprocessing';
export { rasterise, type Stroke, type StrokePoint } from './vision/strokes';
