/** What every laboratory says of its input. In English. */
export const labs = {
  input: 'Input',
  side: 'Size in pixels',
  sideOf: '{{side}} × {{side}}',
  colour: 'Channels',
  colours: { gray: 'Gray', rgb: 'RGB' },
} as const;
