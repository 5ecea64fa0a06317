/** "데이터" 장의 문구. */
import type { Same } from '../../same';
import type { own as en, classes as enClasses } from './dataEn';

export const classes = {
  stripes: '줄무늬',
  checks: '바둑판무늬',
  dots: '물방울무늬',
  rings: '동심원 무늬',
  'red disc': '빨간 원',
  'green disc': '초록 원',
  'blue disc': '파란 원',
  'red square': '빨간 사각형',
  'green square': '초록 사각형',
  'blue square': '파란 사각형',
} as const satisfies Same<typeof enClasses>;

export const shortClasses = classes;

export const own = {
  picture: '내 그림',
} as const satisfies Same<typeof en>;
