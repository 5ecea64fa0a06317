/** The glossary's terms, and the lesson step where each can be tried. */
import { type LessonId, lessons, type Place } from './course';

type StepName = `${LessonId}/${string}`;

/** In lesson order, which is also reading order. */
export const terms = {
  pixel: 'pixels/read',
  channel: 'pixels/colour',
  normalisation: 'pixels/blank',
  kernel: 'sliding/meet',
  weight: 'sliding/meet',
  convolution: 'sliding/play',
  crossCorrelation: 'sliding/negative',
  featureMap: 'sliding/moved',
  equivariance: 'sliding/moved',
  filter: 'filters/three',
  bias: 'filters/three',
  edge: 'edges/horizontal',
  blur: 'edges/blur',
  stride: 'strides/formula',
  padding: 'strides/same',
  dilation: null,
  activationFunction: 'activation/signs',
  relu: 'activation/share',
  activationMap: 'activation/signs',
  pooling: 'pooling/window',
  maxPooling: 'pooling/differ',
  globalPooling: 'pooling/global',
  noise: 'pooling/noise',
  layer: 'depth/first',
  receptiveField: 'depth/deeper',
  flatten: 'answer/flatten',
  dense: 'answer/dense',
  logit: 'answer/dense',
  softmax: 'answer/total',
  probability: 'answer/change',
  training: 'learning/ninety',
  loss: 'learning/blame',
  gradientDescent: 'learning/blame',
  testSet: 'learning/chance',
  overfitting: 'overfitting/heart',
  trainingSet: 'overfitting/heart',
  generalisation: 'overfitting/loss',
  augmentation: 'overfitting/cures',
  dropout: 'overfitting/cures',
  parameter: 'history/small',
  topFiveError: 'history/winner',
} as const satisfies Record<string, StepName | null>;

export type TermId = keyof typeof terms;
export const termIds = Object.keys(terms) as readonly TermId[];

/** Where a term can be tried in the lessons; null if no lesson uses it (see touch.ts). */
export function placeOf(term: TermId): Place | null {
  const name: StepName | null = terms[term];
  if (name === null) return null;
  const [id, stepId] = name.split('/');
  const lesson = lessons.findIndex((one) => one.id === id);
  return { lesson, step: lessons[lesson]?.steps.findIndex((step) => step.id === stepId) ?? 0 };
}
