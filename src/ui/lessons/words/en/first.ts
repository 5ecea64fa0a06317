/** Lessons 1 to 6 in English. */
import type { CourseWords } from '../types';

export const first: CourseWords<'pixels' | 'sliding' | 'filters' | 'edges' | 'strides' | 'activation'> = {
  pixels: {
    title: 'A picture is numbers',
    about: 'One plane of numbers, or three',
    steps: {
      draw: {
        title: 'What the network is given',
        text: 'You see strokes. The network sees a grid of [[pixel|pixels]], each of them one number: 0 where there is nothing, 1 where there is full ink. It boxes and centres a drawing first, and that grid is shown here.',
        task: 'Draw a digit, or take a sample.',
      },
      read: {
        title: 'Read a pixel',
        text: 'Point at the grid, or move over it with the arrow keys. The numbers around the pointed-at pixel are shown beside it. At the rim of a stroke they lie between 0 and 1: the pen covers such a pixel only in part.',
        task: 'Find a pixel whose number is at least 0.95.',
      },
      count: {
        title: 'How many numbers?',
        text: 'The grid has 28 rows and 28 columns, whatever you draw.',
        ask: 'How many numbers does the network get?',
        choices: {},
        why: '{rows} × {columns} = {count} numbers, one for each pixel. That list is all the network ever knows of your digit.',
      },
      colour: {
        title: 'Colour is three planes',
        text: 'A colour picture has three numbers in every pixel: how much red, how much green, how much blue. So it is three grids on top of each other, and each of them is called a [[channel|channel]].',
        task: 'Bring a picture, or take one of the gallery.',
      },
      planes: {
        title: 'Three times as much',
        text: 'Here is the picture as the network of objects gets it, and its red, green and blue channel one by one.',
        ask: 'How many numbers is that, compared with a grey picture of the same size?',
        choices: { same: 'As many', twice: 'Twice as many', thrice: 'Three times as many' },
        why: 'Three channels of {rows} × {columns} pixels are {count} numbers. The colours that you see are those three numbers, mixed by your screen and your eye.',
      },
    },
  },
  sliding: {
    title: 'A kernel slides',
    about: 'Multiply, add, move on',
    steps: {
      meet: {
        title: 'Nine weights',
        text: 'A [[kernel|kernel]] is a small grid of [[weight|weights]]. It is laid over the picture; what it covers is the window. Every weight is multiplied by the pixel below it, and the nine products are added. The sum is one pixel of a new picture, the [[featureMap|feature map]].',
      },
      negative: {
        title: 'Where it says no',
        text: 'This kernel has negative weights on the left and positive ones on the right. So its sum is positive where the picture gets brighter from left to right, and negative where it gets darker. Move the window over the strokes.',
        task: 'Find a place where the sum is −1 or less.',
      },
      empty: {
        title: 'Over nothing',
        text: 'Now the window lies over empty paper: all nine pixels are 0.',
        ask: 'What is the sum?',
        choices: { zero: 'Zero', one: 'One', unknown: 'It depends on the weights' },
        why: 'Any weight times 0 is 0. On an empty picture the engine found {most} as the largest value of the whole map. Only a [[bias|bias]], of which later, can change that.',
      },
      play: {
        title: 'The same nine, everywhere',
        text: 'Press Play, or Step, and the window moves on: pixel after pixel, row after row. At each place it uses the same nine weights. This is a [[convolution|convolution]].',
        task: 'Let the window stand at ten places or more.',
      },
      moved: {
        title: 'If the digit moves',
        text: 'Imagine the same digit, drawn two pixels further to the right.',
        ask: 'What happens to the feature map?',
        choices: {
          moves: 'It moves as well, and is otherwise the same',
          changes: 'It becomes quite another map',
          stays: 'It stays as it is',
        },
        why: 'The engine computed both. Moved back, the two maps differ by {moved} at most; left in place, by up to {stayed}. The weights are the same everywhere, so what they find in one place they find in another: convolution is [[equivariance|equivariant]] to shifts.',
      },
    },
  },
  filters: {
    title: 'Kernel and filter',
    about: 'One kernel for each channel, and their sum',
    steps: {
      three: {
        title: 'Three kernels at once',
        text: 'A colour picture has three channels, so one kernel is not enough. A [[filter|filter]] is a stack: one kernel for red, one for green, one for blue. Each gives its own response; the three are added, with the [[bias|bias]], to one feature map. These are real filters of the network of objects, as it has learned them.',
        task: 'Choose another filter, and see how different its kernels are.',
      },
      mute: {
        title: 'Kernels apart',
        text: 'Switch single kernels off, and see what each of them adds to the sum.',
        task: 'Leave only the red kernel on.',
      },
      weights: {
        title: 'Count the weights',
        text: 'Each kernel of this layer has 3 × 3 weights, and the picture has three channels.',
        ask: 'How many weights has one filter, without the bias?',
        choices: {},
        why: '{kernels} kernels of {size} weights: {count}. In many books “filter” and “kernel” are used for the same thing. Here a kernel is one slice, and a filter is the whole stack.',
      },
      maps: {
        title: 'From filters to maps',
        text: 'The first layer of this network has 16 filters. All of them look at the same picture.',
        ask: 'How many feature maps come out?',
        choices: {},
        why: '{filters} filters give {maps} maps: each filter adds its responses up to one map, however many channels go in.',
      },
      next: {
        title: 'And the next layer?',
        text: 'Those maps are the input of the second convolution. To it they are channels, as red, green and blue were to the first.',
        ask: 'How many kernels has one of its filters?',
        choices: {},
        why: '{maps} maps go in, so each filter has {kernels} kernels, one for each. The layer has {filters} such filters.',
      },
    },
  },
  edges: {
    title: 'Edges, blur, sharpen',
    about: 'What nine numbers can notice',
    steps: {
      horizontal: {
        title: 'Look for lying edges',
        text: 'What a kernel notices is written in its weights. This one finds upright [[edge|edges]]: it subtracts what is left from what is right. Others are in the list.',
        task: 'Choose the kernel that finds horizontal edges.',
      },
      flat: {
        title: 'On an even surface',
        text: 'Add up the nine weights of this kernel: the positive and the negative ones cancel. Now it lies on a surface that is evenly grey, 0.8 in every pixel.',
        ask: 'What does it give?',
        choices: { zero: 'Zero', same: '0.8, as the surface', more: 'More than 0.8' },
        why: 'The engine found {value}. The weights add up to {sum}, so an even surface of any brightness cancels out. Such a kernel sees differences only.',
      },
      blur: {
        title: 'Smooth it',
        text: 'A kernel of nine equal weights gives each pixel the average of its surroundings. What is sharp becomes soft: a [[blur|blur]].',
        task: 'Choose the kernel that blurs.',
      },
      ink: {
        title: 'Where does the ink go?',
        text: 'The nine weights of the blur are 1/9 each. The strokes have become paler and wider.',
        ask: 'Add up all pixels. How does that total change?',
        choices: { same: 'It stays the same', less: 'It gets smaller', more: 'It gets larger' },
        why: '{before} before, {after} after. The weights add up to 1, so every pixel hands on all it has, only spread out.',
      },
      identity: {
        title: 'Change nothing',
        text: 'You can set the weights yourself. There is one kernel that gives back the picture exactly as it was.',
        task: 'Set the nine weights so that the feature map is the picture itself.',
      },
    },
  },
  strides: {
    title: 'Stride and padding',
    about: 'How large the result is',
    steps: {
      formula: {
        title: 'How far, and from where',
        text: 'The [[stride|stride]] is how many pixels the window moves at a time. [[padding|Padding]] is a border of zeros around the picture, so that the window can reach over its edge. Together with the kernel they decide how many places there are for the window, and so the size of the map.',
      },
      shrink: {
        title: 'Without padding',
        text: 'The picture is 28 pixels wide, the kernel 5. The window moves one pixel at a time and must stay on the picture.',
        ask: 'How wide is the feature map?',
        choices: {},
        why: 'From the first place, the window can move {room} times before it reaches the right edge: {input} − {kernel} = {room}. With the first place itself that makes {output}.',
      },
      same: {
        title: 'As large as before',
        text: 'Without padding, a map loses a little with every convolution. Padding makes up for it.',
        task: 'Choose the padding with which the feature map is as large as the picture.',
      },
      half: {
        title: 'Two at a time',
        text: 'With a padding of 2 the map has 28 columns again. Now let the window move two pixels at a time.',
        ask: 'How wide is the feature map with stride 2?',
        choices: {},
        why: '⌊({input} + 2·2 − {kernel}) / 2⌋ + 1 = ⌊{room} / 2⌋ + 1 = {output}. {room} is odd, so {remainder} column at the end is left over. The formula rounds down and never complains.',
      },
      fit: {
        title: 'Nothing left over',
        text: 'Without padding, stride 3 does not come out even: some columns at the right and rows at the bottom are never under the window.',
        task: 'With stride 3, choose a padding that leaves no remainder.',
      },
    },
  },
  activation: {
    title: 'From feature map to activation map',
    about: 'What happens to negative values',
    steps: {
      signs: {
        title: 'Before and after',
        text: 'A feature map has both signs: orange is positive, blue negative. The [[activationFunction|activation function]] takes every value by itself. [[relu|ReLU]] keeps what is positive and makes the rest 0. What is left is the [[activationMap|activation map]].',
        task: 'Point at a value of −0.2 or less in the feature map, and see what became of it.',
      },
      share: {
        title: 'How much is zero?',
        text: 'The activation map is covered for a moment. Look at the feature map: the negative values and the zeros.',
        ask: 'What share of the activation map is exactly 0?',
        choices: {
          few: 'Less than a quarter',
          half: 'Between a quarter and three quarters',
          most: 'More than three quarters',
        },
        why: '{share} of this map is exactly 0: all that was negative, and all the paper where nothing was. The map speaks only where its kernel has found something.',
      },
      dead: {
        title: 'A dead map',
        text: 'The [[bias|bias]] is one number that is added at every place of the map. A negative bias asks for more before anything passes.',
        task: 'Lower the bias until the whole activation map is 0.',
      },
      linear: {
        title: 'What if there were no activation?',
        text: 'Take two convolutions of 3 × 3 one after the other, with nothing in between.',
        ask: 'Could a single convolution do the same?',
        choices: { one: 'Yes, one with a 5 × 5 kernel', none: 'No, two can do more than one' },
        why: 'The engine computed both ways: the two convolutions and the one 5 × 5 kernel differ by {straight}, which is nothing but rounding. With ReLU in between they differ by {bent}. It is the activation function that makes depth worth something.',
      },
    },
  },
};
