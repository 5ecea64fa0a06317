/** The glossary in English. */
import type { TermWords } from '../types';

export const glossary: TermWords = {
  pixel: {
    name: 'Pixel',
    text: 'One cell of the grid that makes up a picture. To a network it is a number in each channel.',
  },
  channel: {
    name: 'Channel',
    text: 'One of the planes of numbers that lie on top of each other: red, green and blue of a picture, or each of the maps that a layer hands on.',
  },
  normalisation: {
    name: 'Normalisation',
    text: 'Shifting and scaling the input so that over the training pictures its mean is 0 and its standard deviation 1. It makes learning easier.',
  },
  kernel: {
    name: 'Kernel',
    text: 'A small grid of weights that is laid over one channel. Many books use “filter” for the same thing.',
  },
  weight: {
    name: 'Weight',
    text: 'A number by which an input is multiplied. Training changes it; the picture does not.',
  },
  convolution: {
    name: 'Convolution',
    text: 'Laying a kernel over every place of a picture in turn, multiplying and adding. It gives a feature map.',
  },
  crossCorrelation: {
    name: 'Cross-correlation',
    text: 'What networks really compute: the kernel is laid on as it is. In mathematics, convolution turns the kernel by 180 degrees first. For learned weights that makes no difference.',
  },
  featureMap: {
    name: 'Feature map',
    text: 'What a convolution gives, before the activation function: one plane for each filter.',
  },
  equivariance: {
    name: 'Equivariance',
    text: 'If the input is shifted, the output is shifted by the same amount and otherwise unchanged. Convolution with stride 1 has this property, apart from the edges.',
  },
  filter: {
    name: 'Filter',
    text: 'A stack of kernels, one for each input channel, with a bias. One filter makes one feature map.',
  },
  bias: {
    name: 'Bias',
    text: 'A number that is added to every sum of a filter or of a dense value, whatever the input is.',
  },
  edge: {
    name: 'Edge',
    text: 'A place at which brightness changes quickly. Kernels whose weights add up to 0 find edges.',
  },
  blur: { name: 'Blur', text: 'Replacing each pixel by an average of its surroundings.' },
  stride: {
    name: 'Stride',
    text: 'By how many pixels the window moves at a time. With stride 2 the map is about half as wide and high.',
  },
  padding: {
    name: 'Padding',
    text: 'A border around the input, usually of zeros, so that the window can also stand at the edge.',
  },
  dilation: {
    name: 'Dilation',
    text: 'How far apart the pixels lie that a kernel reads. With dilation 2 a 3 × 3 kernel reads every second pixel and spans 5 × 5: it sees further with the same nine weights.',
  },
  activationFunction: {
    name: 'Activation function',
    text: 'A function that is applied to every value by itself, after the sum. Without it, several layers could do no more than one.',
  },
  relu: { name: 'ReLU', text: 'Rectified linear unit: max(0, x). Keeps positive values, and makes the others 0.' },
  activationMap: { name: 'Activation map', text: 'A feature map after the activation function.' },
  pooling: {
    name: 'Pooling',
    text: 'Putting one number in the place of each window of a map: the maximum, the average or the minimum.',
  },
  maxPooling: { name: 'Max pooling', text: 'Pooling that keeps the largest value of each window.' },
  globalPooling: {
    name: 'Global pooling',
    text: 'Pooling whose window is the whole map, so that one number is left of each map.',
  },
  noise: {
    name: 'Noise',
    text: 'Random changes of the pixels that belong to no object. Salt-and-pepper noise makes single pixels white or black.',
  },
  layer: { name: 'Layer', text: 'One step of a network: it takes the maps of the one before and makes new ones.' },
  receptiveField: {
    name: 'Receptive field',
    text: 'The part of the input that a value depends on. It grows from layer to layer.',
  },
  flatten: { name: 'Flatten', text: 'Laying the values of all maps out in one row. Nothing is computed.' },
  dense: {
    name: 'Dense layer',
    text: 'Also called fully connected: each of its values is a weighted sum of all values before.',
  },
  logit: { name: 'Logit', text: 'The value of a class before softmax. It may be any number.' },
  softmax: {
    name: 'Softmax',
    text: 'exp of each logit, divided by the sum of all of them: numbers between 0 and 1 that add up to 1.',
  },
  probability: {
    name: 'Probability',
    text: 'Here: what softmax gives for a class. It says how the network weighs its classes against each other, and is no proof.',
  },
  training: {
    name: 'Training',
    text: 'Changing the weights, little by little, so that the answers to known pictures get better.',
  },
  loss: {
    name: 'Loss',
    text: 'A number for how wrong the answers are. Here: the mean of −log of the probability given to the right class.',
  },
  gradientDescent: {
    name: 'Gradient descent',
    text: 'Moving every weight a little in the direction in which the loss falls. Backpropagation computes that direction for all weights at once.',
  },
  testSet: {
    name: 'Test set',
    text: 'Pictures that were not trained on. Only they can tell how good a network is with what is new to it.',
  },
  parameter: { name: 'Parameter', text: 'Any number that training may change: all weights and biases.' },
  topFiveError: {
    name: 'Top-5 error',
    text: 'Share of the pictures whose right class is not among the five likeliest.',
  },
  generalisation: {
    name: 'Generalisation',
    text: 'Being right about what was never seen in training. It reaches as far as the new resembles the old.',
  },
};
