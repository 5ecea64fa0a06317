/** The live view of each lesson. */
import type { ComponentType } from 'react';
import type { ViewName } from '../../../store/lessons/evidence';
import { lazily } from '../../parts/lazily';
import { AnswerView } from './AnswerView';
import { ConvolutionView } from './ConvolutionView';
import { FilterView } from './FilterView';
import { LayersView } from './LayersView';
import { LimitsView } from './LimitsView';
import { PastView } from './PastView';
import { PixelsView } from './PixelsView';
import { PoolingView } from './PoolingView';

export const views = {
  pixels: PixelsView,
  convolution: ConvolutionView,
  filter: FilterView,
  pooling: PoolingView,
  layers: LayersView,
  answer: AnswerView,
  // With the engine's training and the words of the page "Train".
  training: lazily(() => import('./TrainingView').then((module) => module.TrainingView)),
  overfitting: lazily(() => import('./OverfittingView').then((module) => module.OverfittingView)),
  past: PastView,
  limits: LimitsView,
} as const satisfies Record<ViewName, ComponentType>;
