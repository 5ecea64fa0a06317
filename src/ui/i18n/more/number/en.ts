/** What a number field answers to what it cannot take, and how a number in a sentence is changed. */
export const number = {
  empty: 'Type a number, or press Escape to keep {{value}}.',
  notANumber: '“{{text}}” is not a number.',
  tooLarge: '{{text}} is too large: numbers here end at ±3.4e38.',
  notWhole: 'Only whole numbers: {{text}} is not one.',
  between: 'From {{least}} to {{most}}.',
  atLeast: '{{least}} or more.',
  atMost: '{{most}} or less.',
  change: 'Drag, use the arrow keys, or press Enter and type.',
} as const;
