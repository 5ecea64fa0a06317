/** 타임라인과 “지켜보기”의 문구. */
import type { Same } from '../../same';
import type { watching as en } from './watchingEn';

export const watching = {
  track: '트랙',
  tracks: '타임라인에 표시',
  names: {
    accuracy: '정답률',
    loss: '손실',
    drawing: '내 그림을 무엇으로 보았나',
    kernel: '커널 하나의 변화',
    steps: '층마다 걸음의 크기',
    gradients: '층마다 기울기의 크기',
  },
  sizesNote: '크기는 가중치에 대한 비율입니다. 1 %는 한 걸음에 그 층이 자기 크기의 100분의 1만큼 바뀐다는 뜻입니다.',
  axis: '축',
  axes: { film: '재생 시간', even: '일정한 간격' },
  range: '커널 색의 범위',
  ranges: { moment: '이 순간의 최댓값', run: '전체 학습의 최댓값' },
  maps: '<b>{{place}}번째 층: 맵 {{count}}개</b>',
  values: '<b>{{place}}번째 층: 값 {{count}}개</b>',
  taken: '내 그림을 무엇으로 보았나',
  oneRow: '한 줄로 (Enter)',
  allRows: '클래스마다 한 줄씩 (Enter)',
  rowIsClass: '한 줄이 한 클래스입니다. 색이 진할수록 확신이 큽니다.',
  film: '타임라인을 따라 변한 모습',
  follow: '커널 {{number}}: 타임라인에서 따라가기',
  sizes: { step: '걸음의 크기 (가중치 대비)', gradient: '기울기의 크기 (가중치 대비)' },
  vanishing: '소실',
  exploding: '폭발',
  dead_one: '죽은 유닛 {{count}}개',
  dead_other: '죽은 유닛 {{count}}개',
} as const satisfies Same<typeof en>;
