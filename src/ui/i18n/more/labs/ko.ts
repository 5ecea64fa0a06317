/** What every laboratory says of its input. In Korean. */
import type { Same } from '../../same';
import type { labs as english } from './en';

export const labs: Same<typeof english> = {
  input: '입력',
  side: '한 변(픽셀)',
  colour: '채널(channel)',
  colours: { gray: '회색조', rgb: 'RGB' },
  closePlayer: '슬라이딩 윈도 닫기',
};
