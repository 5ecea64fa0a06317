/** What the glass box says of how the network is computed and how its answer comes about. In English. */
export const glass = {
  how: {
    help: 'The last layer gives each class a score x, its logit. Softmax makes shares of the scores: exp(x) over the sum of all exp(x). The largest score is taken off first, which changes no share and keeps exp from overflowing.',
    order: 'Order of the classes',
    orders: { probability: 'likeliest first', class: 'by class' },
    logit: 'logit x',
    rounding:
      'The logits are rounded to {{logits}} decimals and all else is computed from them, exp to {{exps}} decimals, so that the sum can be checked by hand. Rounding moves no share by more than {{error}}.',
    nothing: 'Nothing yet: without an input there is no answer to explain.',
    broken: 'A logit is not a finite number, so there is nothing to add up.',
    noSoftmax: 'This network does not end with softmax.',
  },
  between: {
    a: 'One class',
    b: 'The other',
    layer: 'Seen from layer',
    caption:
      'What the maps of {{layer}} add to logit {{a}} − logit {{b}}: more than 0 speaks for {{a}}, less for {{b}}.',
    map: 'Map',
    share: 'Adds',
    mapOf: 'map {{index}}',
    cellOf: 'cell {{index}}',
    others_one: '{{count}} other',
    others_other: 'the other {{count}}',
    constant: 'biases behind it',
    total: 'logit {{a}} − logit {{b}}',
    help: 'For this input every ReLU is either on or off and every maximum is taken from one pixel, so behind the layer there are only sums and weights: each map’s share is exact, and with the biases they add up to the difference.',
    never:
      'In this network no layer lets the difference be split exactly: something behind each is not piecewise linear.',
  },
} as const;
