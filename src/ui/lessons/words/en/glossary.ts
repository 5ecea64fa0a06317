/** The English glossary. */
import type { TermWords } from '../types';

export const glossary: TermWords = {
  pixel: {
    name: 'Pixel',
    text: 'One cell of the grid that makes up a picture. To a network, it is one number per channel.',
  },
  channel: {
    name: 'Channel',
    text: 'One of the stacked planes of numbers: the red, green or blue of a picture, or one of the maps that a layer outputs.',
  },
  normalisation: {
    name: 'Normalisation',
    text: 'Shifting and scaling the input so that its mean over the training pictures is 0 and its standard deviation is 1. This makes learning easier.',
  },
  kernel: {
    name: 'Kernel',
    text: 'A small grid of weights that is applied to one channel. Many books use “filter” for the same thing.',
  },
  weight: {
    name: 'Weight',
    text: 'A number that an input is multiplied by. Training changes it; the picture does not.',
  },
  convolution: {
    name: 'Convolution',
    text: 'Sliding a kernel over a picture and, at every position, multiplying and adding. The result is a feature map.',
  },
  crossCorrelation: {
    name: 'Cross-correlation',
    text: 'What networks really compute: the kernel is applied as it is. In mathematics, convolution rotates the kernel by 180 degrees first. For learned weights this makes no difference.',
  },
  featureMap: {
    name: 'Feature map',
    text: 'The output of a convolution before the activation function: one plane for each filter.',
  },
  equivariance: {
    name: 'Equivariance',
    text: 'If the input is shifted, the output is shifted by the same amount and otherwise unchanged. Convolution with stride 1 has this property, apart from the edges.',
  },
  filter: {
    name: 'Filter',
    text: 'A stack of kernels, one for each input channel, plus a bias. One filter produces one feature map.',
  },
  bias: {
    name: 'Bias',
    text: 'A number added to every weighted sum of a filter or a dense value, whatever the input.',
  },
  edge: {
    name: 'Edge',
    text: 'A place where brightness changes sharply. Kernels that find edges have weights that add up to 0.',
  },
  blur: { name: 'Blur', text: 'Replacing each pixel with an average of its neighbourhood.' },
  stride: {
    name: 'Stride',
    text: 'How many pixels the window moves at a time. With stride 2, the map is about half as wide and half as high.',
  },
  padding: {
    name: 'Padding',
    text: 'A border around the input, usually of zeros, that lets the window reach past the edge.',
  },
  dilation: {
    name: 'Dilation',
    text: 'The spacing of the pixels that a kernel reads. With dilation 2, a 3 × 3 kernel reads every second pixel and spans 5 × 5: it sees further with the same nine weights.',
  },
  activationFunction: {
    name: 'Activation function',
    text: 'A function applied to each value separately, after the sum. Without it, several layers could do no more than one.',
  },
  relu: { name: 'ReLU', text: 'Rectified linear unit: max(0, x). Keeps positive values and sets the rest to 0.' },
  activationMap: { name: 'Activation map', text: 'A feature map after the activation function.' },
  pooling: {
    name: 'Pooling',
    text: 'Replacing each window of a map with one number: its maximum, average or minimum.',
  },
  maxPooling: { name: 'Max pooling', text: 'Pooling that keeps the largest value of each window.' },
  globalPooling: {
    name: 'Global pooling',
    text: 'Pooling whose window is the whole map, so that each map becomes one number.',
  },
  noise: {
    name: 'Noise',
    text: 'Random changes to pixels that belong to no object. Salt-and-pepper noise turns single pixels white or black.',
  },
  layer: {
    name: 'Layer',
    text: 'One step of a network: it takes the maps of the previous layer and computes new ones.',
  },
  receptiveField: {
    name: 'Receptive field',
    text: 'The part of the input that a value depends on. It grows from layer to layer.',
  },
  flatten: { name: 'Flatten', text: 'Laying out the values of all maps in one row. Nothing is computed.' },
  dense: {
    name: 'Dense layer',
    text: 'Also called fully connected: each of its values is a weighted sum of all values in the previous layer.',
  },
  logit: { name: 'Logit', text: 'The score of a class before softmax. It can be any number.' },
  softmax: {
    name: 'Softmax',
    text: 'The exponential of each logit, divided by the sum of them all: numbers between 0 and 1 that add up to 1.',
  },
  probability: {
    name: 'Probability',
    text: 'Here: the output of softmax for a class. It says how the network weighs its classes against each other; it is not a guarantee.',
  },
  training: {
    name: 'Training',
    text: 'Changing the weights little by little so that the answers for known pictures get better.',
  },
  loss: {
    name: 'Loss',
    text: 'A measure of how wrong the answers are. Here: the mean of −log of the probability given to the correct class.',
  },
  gradientDescent: {
    name: 'Gradient descent',
    text: 'Moving every weight a little in the direction that lowers the loss. Backpropagation computes that direction for all weights at once.',
  },
  testSet: {
    name: 'Test set',
    text: 'Pictures that are held back: nothing is learned from them. Only they show how well a network does on something new.',
  },
  overfitting: {
    name: 'Overfitting',
    text: 'Learning what holds for the training set alone. It shows as a gap: the network does better on its own pictures than on new ones.',
  },
  trainingSet: {
    name: 'Training set',
    text: 'The pictures that a network learns from. How well it does on them says little about how well it does on others.',
  },
  generalisation: {
    name: 'Generalisation',
    text: 'Being right about pictures never seen in training. It works as long as the new resembles the old.',
  },
  augmentation: {
    name: 'Augmentation',
    text: 'Varying a picture a little each time it is learned from: moved, rotated, slanted, drawn with another pen. What it shows stays the same.',
  },
  dropout: {
    name: 'Dropout',
    text: 'Leaving out some values of a layer at random in every training step, so that the network cannot rely on any one of them. Once trained, it uses them all.',
  },
  parameter: { name: 'Parameter', text: 'Any number that training can change: the weights and biases.' },
  topFiveError: {
    name: 'Top-5 error',
    text: 'The share of pictures whose correct class is not among the five most likely.',
  },
};
