/** What editing a network says. In Korean. */
import type { Same } from '../../same';
import type { edit as english } from './en';

export const edit: Same<typeof english> = {
  title: '이 필터 바꾸기',
  which: '{{layer}}의 {{channel}}번 필터',
  mute: '끄기',
  solo: '이것만',
  muteHelp: '끄기: 필터와 편향을 0으로 둡니다',
  soloHelp: '이것만: {{layer}}의 다른 필터를 모두 0으로 둡니다',
  constant:
    '끈 맵은 0이지만 {{layer}}이(가) 모든 자리를 {{value}}(으)로 바꿉니다. 여기서는 꺼도 아무것도 없는 것이 아닙니다.',
  silent: '지금은 꺼져 있습니다. 바꾼 것은 다시 켜야 나타납니다.',
  scale: '배율',
  bias: '편향',
  kernel: '커널',
  kernelOf: '{{layer}} {{channel}}번',
  cells: '커널의 가중치. 화살표 키로 옮기고, 더하기와 빼기 키로 바꾸고, Enter로 칠합니다.',
  cell: '{{row}}행 {{column}}열: {{value}}',
  brush: '칠할 값',
  brushHelp: '칸을 누르거나 끌어서 칠합니다. 칠한 값에도 배율이 곱해집니다.',
  trained: '학습된 대로',
  type: '층',
  swapHelp: '{{layer}} 자리에 다른 층을 넣습니다. 가중치는 그대로입니다.',
  bar: '신경망을 바꾸었습니다',
  edits: { filters: '필터 {{count}}', muted: '끔 {{count}}', solo: '이것만 {{count}}', swaps: '바꾼 층 {{count}}' },
  undo: '마지막 변경 되돌리기',
  redo: '다시 하기',
  reset: '원래대로',
  differences: '차이 보기',
  differencesHelp: '같은 입력에서 모든 맵에서 원래 신경망의 같은 맵을 뺀 값입니다.',
  answer: '바꾼 신경망의 답',
  marks: { muted: '끔', solo: '이것만', edited: '바꿈', swapped: '바꾼 층' },
};
