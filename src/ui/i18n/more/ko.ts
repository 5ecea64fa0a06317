/** The Korean words of the parts that a first visit does not need; fetched with the first of them. */
import { classroom } from './classroom/ko';
import { edit } from './edit/ko';
import { glass } from './glass/ko';
import { input } from './input/ko';
import { kernelLab } from './kernelLab/ko';
import { labs } from './labs/ko';
import { layerCard } from './layerCard/ko';
import { number } from './number/ko';
import { opened } from './opened/ko';
import { player } from './player/ko';
import { pooling } from './pooling/ko';
import { stage } from './stage/ko';
import { train } from './training/ko';

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
};
