/** '가져가기'의 문구. */
import type { Same } from '../../same';
import type { take as en } from './takeEn';

export const take: Same<typeof en> = {
  title: '가져가기',
  now: '지금 시점의 신경망: 새 그림의 {{right}}를 맞힙니다.',
  name: '이름',
  called: '내 신경망, {{right}}',
  save: '여기에 저장',
  saved: '저장했습니다. 이제 탐색, 커널, 풀링 페이지에서 고를 수 있습니다.',
  download: '내려받기',
  open: '탐색에서 열기',
  shelf: '이 기기에 저장한 신경망',
  load: '파일 불러오기…',
  none: '아직 없습니다.',
  rename: '이름',
  remove: '삭제',
  full: '이 기기에 남은 공간이 없습니다. 지금 저장하는 것은 페이지를 닫으면 사라지니 파일로 내려받으세요.',
  refused:
    '이 브라우저는 페이지의 데이터를 보관하지 않습니다. 저장한 것은 페이지를 닫으면 사라지니 파일로 내려받으세요.',
};
