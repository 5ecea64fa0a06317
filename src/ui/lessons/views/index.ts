/** The live view of each lesson. */
import type { ComponentType } from 'react';
import type { ViewName } from '../../../store/lessons/evidence';
import { AnswerView } from './AnswerView';
import { ConvolutionView } from './ConvolutionView';
import { FilterView } from './FilterView';
import { LayersView } from './LayersView';
import { LimitsView } from './LimitsView';
import { MomentsView } from './MomentsView';
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
  moments: MomentsView,
  past: PastView,
  limits: LimitsView,
} as const satisfies Record<ViewName, ComponentType>;
