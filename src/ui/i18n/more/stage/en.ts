/** The English text of the stage tools: sorting, filtering and folding layers, contributions. */
export const stage = {
  title: 'Arrange the maps',
  close: 'Close',
  layer: 'Layer',
  every: 'every layer',
  sort: 'Order',
  sorts: {
    channel: 'by channel',
    mean: 'strongest mean |value| first',
    max: 'largest |value| first',
  },
  keep: 'Show',
  keeps: {
    all: 'all maps',
    live: 'all but dead maps',
    '8': 'the 8 strongest',
    '16': 'the 16 strongest',
    '32': 'the 32 strongest',
    '64': 'the 64 strongest',
  },
  help: 'Where activation maps are shown, maps are measured after the activation function. The order is updated when you stop drawing.',
  counted: '{{shown}} of {{count}} maps are shown.',
  measured: {
    mean: 'Measured by the mean |value| of {{layer}}.',
    max: 'Measured by the largest |value| of {{layer}}.',
  },
  fold: 'Fold',
  unfold: 'Unfold',
  slow: {
    at: '{{layer}}, {{step}} of {{count}}',
    answer: 'the answer',
    pause: 'Pause',
    play: 'Go on',
    next: 'Next layer',
    close: 'End slow motion',
  },
  wires: {
    adds: 'adds to the {{label}}',
    takes: 'takes away',
    thicker: 'thicker is more',
  },
  rows: {
    map: '{{layer}} · channel {{channel}}',
    cell: '{{layer}} · cell {{cell}}',
    others: '{{count}} others',
    bias: 'bias',
    sum: 'sum',
    blank: 'blank paper',
    pixel: 'pixel',
    step: 'which gives',
  },
} as const;

/** The opening on a first visit. */
export const opening = {
  turn: 'your turn',
  example: 'A sample {{digit}} is drawn. Draw your own, or press any key.',
} as const;
