/** The English text that every lab shares. */
export const labs = {
  input: 'Input',
  side: 'Side in pixels',
  colour: 'Channels',
  colours: { gray: 'Gray', rgb: 'RGB' },
  closePlayer: 'Close the sliding window',
} as const;
