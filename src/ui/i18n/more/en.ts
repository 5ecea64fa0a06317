/** The English words of the parts that a first visit does not need; fetched with the first of them. */
import { classroom } from './classroom/en';
import { edit } from './edit/en';
import { glass } from './glass/en';
import { input } from './input/en';
import { kernelLab } from './kernelLab/en';
import { labs } from './labs/en';
import { layerCard } from './layerCard/en';
import { number } from './number/en';
import { opened } from './opened/en';
import { player } from './player/en';
import { pooling } from './pooling/en';
import { stage } from './stage/en';
import { train } from './training/en';

export const more = {
  opened,
  edit,
  glass,
  moreInput: input,
  stageTools: stage,
  classroom,
  player,
  kernelLab,
  labs,
  layerCard,
  pooling,
  number,
  train,
} as const;
