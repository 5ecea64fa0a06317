/** Published facts of the history, each from the paper cited beside it on the page. */
export const years = ['1989', '1998', '2012', 'now'] as const;
export type Year = (typeof years)[number];

/**
 * LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition, Neural Computation 1 (1989).
 * LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86 (1998).
 * Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, NIPS 25 (2012).
 */
export const published = {
  '1989': { parameters: 9760, pictures: 7291, side: 16, planes: 1 },
  '1998': { parameters: 60_000, pictures: 60_000, side: 32, planes: 1 },
  '2012': { parameters: 60_000_000, pictures: 1_200_000, side: 224, planes: 3 },
} as const;

/** Top-5 error in percent, ILSVRC 2012: the winner and the runner-up. */
export const topFive = { winner: 15.3, next: 26.2 } as const;
