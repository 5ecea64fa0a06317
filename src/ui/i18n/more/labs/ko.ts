/** What every laboratory says of its input. In Korean. */
import type { Same } from '../../same';
import type { labs as english } from './en';

export const labs: Same<typeof english> = {
  input: '입력',
  side: '크기(픽셀)',
  sideOf: '{{side}} × {{side}}',
  colour: '채널(channel)',
  colours: { gray: '회색조', rgb: 'RGB' },
};
