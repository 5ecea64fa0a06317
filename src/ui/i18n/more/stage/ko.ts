/** What the tools of the stage say: sorting, filtering and folding layers, contributions. In Korean. */
import type { Same } from '../../same';
import type { stage as english } from './en';

export const stage: Same<typeof english> = {
  title: '맵 정렬',
  close: '닫기',
  layer: '층',
  every: '모든 층',
  sort: '순서',
  sorts: {
    channel: '채널 순',
    mean: '|값|의 평균이 큰 순',
    max: '|값|의 최댓값이 큰 순',
  },
  keep: '표시',
  keeps: {
    all: '모든 맵',
    live: '죽은 맵 제외',
    '8': '가장 강한 8개',
    '16': '가장 강한 16개',
    '32': '가장 강한 32개',
    '64': '가장 강한 64개',
  },
  help: '활성화 맵이 보이는 층은 활성화 함수를 거친 값으로 세기를 잽니다. 순서는 그리기를 멈추면 다시 정해집니다.',
  counted: '맵 {{count}}개 중 {{shown}}개를 표시합니다.',
  measured: {
    mean: '{{layer}}의 |값| 평균으로 쟀습니다.',
    max: '{{layer}}의 |값| 최댓값으로 쟀습니다.',
  },
  fold: '접기',
  unfold: '펼치기',
  slow: {
    at: '{{layer}}, {{count}}개 중 {{step}}',
    answer: '답',
    pause: '멈추기',
    play: '이어 보기',
    next: '다음 층',
    close: '느린 동작 끝내기',
  },
  wires: {
    adds: '{{label}}의 점수를 올림',
    takes: '점수를 내림',
    thicker: '굵을수록 큰 몫',
  },
  rows: {
    map: '{{layer}} · 채널 {{channel}}',
    cell: '{{layer}} · 칸 {{cell}}',
    others: '나머지 {{count}}개',
    bias: '편향',
    sum: '합',
    blank: '빈 종이',
    pixel: '픽셀',
    step: '이어지는 계산',
  },
};
