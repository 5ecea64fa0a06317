/** What a number field answers to what it cannot take, and how a number in a sentence is changed. In Korean. */
import type { Same } from '../../same';
import type { number as english } from './en';

export const number: Same<typeof english> = {
  empty: '수를 입력하거나 Esc를 눌러 {{value}}(으)로 두세요.',
  notANumber: '‘{{text}}’은(는) 수가 아닙니다.',
  tooLarge: '{{text}}은(는) 너무 큽니다. ±3.4e38까지 쓸 수 있습니다.',
  notWhole: '정수만 쓸 수 있습니다. {{text}}은(는) 정수가 아닙니다.',
  between: '{{least}}부터 {{most}}까지 쓸 수 있습니다.',
  atLeast: '{{least}} 이상이어야 합니다.',
  atMost: '{{most}} 이하여야 합니다.',
  change: '끌거나 화살표 키를 누르세요. Enter를 누르면 직접 입력할 수 있습니다.',
};
