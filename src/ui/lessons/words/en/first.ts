/** Lessons 1 to 6 in English. */
import type { CourseWords } from '../types';

export const first: CourseWords<'pixels' | 'sliding' | 'filters' | 'edges' | 'strides' | 'activation'> = {
  pixels: {
    title: 'A picture is numbers',
    able: 'Read a picture as numbers',
    steps: {
      draw: {
        title: 'What the network is given',
        text: 'You see strokes. The network sees a grid of [[pixel|pixels]], each of them one number: 0 for no ink, 1 for full ink. The drawing is boxed and centred first; the grid shown here is the result.',
        task: 'Draw a digit or choose a sample.',
      },
      read: {
        title: 'Read a pixel',
        text: 'Point at the grid or move over it with the arrow keys. The numbers around that pixel appear beside the grid. At the edge of a stroke they lie between 0 and 1, because the pen covers only part of the pixel.',
        task: 'Find a pixel with a value of at least 0.95.',
      },
      count: {
        title: 'How many numbers?',
        text: 'Whatever you draw, the grid has 28 rows and 28 columns.',
        ask: 'How many numbers does the network get?',
        choices: {},
        wrong: {
          '56': '28 + 28 counts one row and one column. Every row has 28 pixels, and there are 28 rows.',
          '2352': 'That would be three numbers in each pixel. Your drawing has only ink: one number.',
        },
        why: '{rows} × {columns} = {count} numbers, one for each pixel. That list is all the network ever knows about your digit.',
      },
      blank: {
        title: 'Blank paper is not zero',
        text: 'One more step, the [[normalisation|normalisation]]: every number has the mean of all training pictures taken from it and is divided by their standard deviation. Here, paper without ink is 0.',
        ask: 'What does the network get for blank paper?',
        choices: { zero: 'Zero', below: 'A number below zero', above: 'A number above zero' },
        wrong: {
          zero: '0 is what it is before this step. Subtracting the mean moves it.',
          above: 'The mean is above 0, and it is subtracted: what was 0 ends up below.',
        },
        why: '(0 − {mean}) / {deviation} = {blank}. To the network, blank paper is {blank}. Each filter multiplies that by its weights and adds its bias, so some maps light up before anything is drawn.',
      },
      colour: {
        title: 'Colour is three planes',
        text: 'A colour picture has three numbers in every pixel: one each for red, green and blue. So it is a stack of three grids, and each grid is called a [[channel|channel]].',
        task: 'Add a picture or choose one from the gallery.',
      },
      planes: {
        title: 'Three times as much',
        text: 'Here is the picture as the objects network receives it, followed by its red, green and blue channels.',
        ask: 'How many numbers is that, compared with a greyscale picture of the same size?',
        choices: { same: 'As many', twice: 'Twice as many', thrice: 'Three times as many' },
        wrong: {
          same: 'As many pixels, yes, but each has more than one number.',
          twice: 'There are three colours, not two, and each has a plane of its own.',
        },
        why: 'Three channels of {rows} × {columns} pixels are {count} numbers. The colours you see are those three numbers, mixed by your screen and your eye.',
      },
    },
  },
  sliding: {
    title: 'A kernel slides',
    able: 'Work out one value by hand',
    steps: {
      meet: {
        title: 'Nine weights',
        text: 'A [[kernel|kernel]] is a small grid of [[weight|weights]] that is laid over the picture. The part it covers is the window. Each weight is multiplied by the pixel beneath it, and the nine products are added. The sum is one pixel of a new picture, the [[featureMap|feature map]].',
      },
      negative: {
        title: 'Where it says no',
        text: 'This kernel has negative weights on the left and positive ones on the right. So its sum is positive where the ink lies on the right of the window, and negative where it lies on the left. Move the window over the strokes.',
        task: 'Find a place where the sum is −1 or less.',
      },
      empty: {
        title: 'Over nothing',
        text: 'Now the window is over empty paper: all nine pixels are 0.',
        ask: 'What is the sum?',
        choices: { zero: 'Zero', one: 'One', unknown: 'It depends on the weights' },
        wrong: {
          one: 'Nothing adds up to 1 here: every product has a pixel as a factor, and every pixel is 0.',
          unknown: 'The weights would matter if any pixel were not 0.',
        },
        why: 'Any weight times 0 is 0. For an empty picture, the engine computed a map whose largest value is {most}. Only a [[bias|bias]], which comes later, can change that.',
      },
      play: {
        title: 'The same nine, everywhere',
        text: 'Drag the window over your digit. At every place it does the same: nine pixels times the same nine weights, added up. The sum lands in the map, at the window’s place. This is a [[convolution|convolution]]. The map was empty when you came: what is on it is your doing.',
        task: 'Fill the map until you can read the digit in it.',
      },
      moved: {
        title: 'If the digit moves',
        text: 'Imagine the same digit drawn two pixels further to the right.',
        ask: 'What happens to the feature map?',
        choices: {
          moves: 'It moves too and is otherwise the same',
          changes: 'It becomes a completely different map',
          stays: 'It stays as it is',
        },
        wrong: {
          changes:
            'What lies under a window decides its sum, and the same ink lies under a window two pixels further on.',
          stays: 'The window finds the ink elsewhere, so its sums stand elsewhere.',
        },
        why: 'The engine computed both. Shifted back, the second map differs from the first by at most {moved}; left where it is, by up to {stayed}. The weights are the same everywhere, so a pattern they find in one place they also find in another: convolution is [[equivariance|equivariant]] to shifts.',
      },
    },
  },
  filters: {
    title: 'Kernel and filter',
    able: 'Tell a kernel from a filter',
    steps: {
      three: {
        title: 'Three kernels at once',
        text: 'A colour picture has three channels, so one kernel is not enough. A [[filter|filter]] is a stack: one kernel for red, one for green, one for blue. Each kernel produces its own response; the three responses and the [[bias|bias]] add up to one feature map. These are real filters that the objects network has learned.',
        task: 'Choose another filter and see how its kernels differ.',
      },
      mute: {
        title: 'Kernels apart',
        text: 'Switch off single kernels to see what each adds to the sum.',
        task: 'Leave only the red kernel on.',
      },
      weights: {
        title: 'Count the weights',
        text: 'Each kernel of this layer has 3 × 3 weights, and the picture has three channels.',
        ask: 'How many weights does one filter have, not counting the bias?',
        choices: {},
        wrong: {
          '9': 'Those are the weights of one kernel. A filter has one for each channel.',
          '81': 'That is three times too many: each channel has one kernel, not three.',
        },
        why: '{kernels} kernels of {size} weights: {count}. Many books use “filter” and “kernel” for the same thing. Here, a kernel is one slice and a filter is the whole stack.',
      },
      maps: {
        title: 'From filters to maps',
        text: 'All filters of this layer look at the same picture, each with a kernel for red, one for green and one for blue.',
        ask: 'How many feature maps come out of the layer?',
        choices: { filter: 'One per filter', channel: 'One per channel', kernel: 'One per kernel' },
        wrong: {
          channel: 'The channels are what goes in. Each filter adds its responses to all of them up.',
          kernel: 'Each kernel gives a response, but the responses of a filter are added up to one map.',
        },
        why: '{filters} filters give {maps} maps: each filter adds up its responses to one map, however many channels go in.',
      },
      next: {
        title: 'And the next layer?',
        text: 'Those maps are the input of the second convolution, which treats them as channels, just as the first treated red, green and blue.',
        ask: 'How many kernels does each of its filters have?',
        choices: {},
        wrong: {
          '1': 'One kernel reads one channel. More than one channel goes in here.',
          '3': 'Three was right for red, green and blue. This layer reads the maps of the first.',
        },
        why: '{maps} maps go in, so each filter has {kernels} kernels, one per map. The layer has {filters} such filters.',
      },
    },
  },
  edges: {
    title: 'Edges, blur, sharpen',
    able: 'Find edges with nine numbers',
    steps: {
      horizontal: {
        title: 'Find horizontal edges',
        text: 'A kernel’s weights decide what it responds to. This one finds vertical [[edge|edges]]: it subtracts the pixels on the left from those on the right. The list has others.',
        task: 'Choose the kernel that finds horizontal edges.',
      },
      flat: {
        title: 'On an even surface',
        text: 'Add up the nine weights of this kernel: the positive and negative ones cancel out. Now it is over a uniform grey surface, 0.8 in every pixel.',
        ask: 'What is the result?',
        choices: { zero: 'Zero', same: '0.8, like the surface', more: 'More than 0.8' },
        wrong: {
          same: 'That would need weights that add up to 1.',
          more: 'The positive weights alone would give more, but the negative ones take the same away.',
        },
        why: 'The engine computed {value}. The weights add up to {sum}, so a uniform surface of any brightness cancels out. A kernel like this sees only differences.',
      },
      blur: {
        title: 'Smooth it',
        text: 'A kernel of nine equal weights replaces each pixel with the average of its neighbourhood. Sharp edges become soft: a [[blur|blur]].',
        task: 'Choose the kernel that blurs.',
      },
      ink: {
        title: 'Where does the ink go?',
        text: 'The nine weights of the blur are 1/9 each. The strokes have become fainter and wider.',
        ask: 'Add up all the pixels. How does the total change?',
        choices: { same: 'It stays the same', less: 'It gets smaller', more: 'It gets larger' },
        wrong: {
          less: 'The strokes are fainter, but also wider: nothing is lost.',
          more: 'The strokes are wider, but also fainter: nothing is added.',
        },
        why: '{before} before, {after} after. The weights add up to 1, so every pixel passes on its full value, only spread out.',
      },
      identity: {
        title: 'Change nothing',
        text: 'You can set the weights yourself. One kernel reproduces the picture exactly.',
        task: 'Set the nine weights so that the feature map is the picture itself.',
      },
    },
  },
  strides: {
    title: 'Stride and padding',
    able: 'Say how large a map will be',
    steps: {
      formula: {
        title: 'How far, and from where',
        text: 'The [[stride|stride]] is how many pixels the window moves at a time. [[padding|Padding]] is a border of zeros, hatched here, that lets the window reach past the edge. The ticks mark where the window can begin. As many as there are, so many columns has the map. Try both with this 3 × 3 kernel.',
      },
      shrink: {
        title: 'A larger kernel',
        text: 'The picture is 28 pixels wide, the kernel is now 5. The window moves one pixel at a time and must stay within the picture.',
        ask: 'How wide is the feature map?',
        choices: {},
        wrong: {
          '28': 'Then the window would have to reach past the edge. Without padding it cannot.',
          '23': 'That is how often it moves. It also stands at its first place before it moves at all.',
        },
        why: 'From its first place, the window can move {room} times before it reaches the right edge: {input} − {kernel} = {room}. With the first place, that makes {output}.',
      },
      same: {
        title: 'As large as before',
        text: 'Without padding, every convolution makes the map a little smaller. Padding makes up for it.',
        task: 'Choose the padding that makes the feature map as large as the picture.',
      },
      half: {
        title: 'Every other place',
        text: 'With a padding of 2, the map was as wide as the picture. Now the window moves two pixels at a time.',
        ask: 'How wide is the feature map with stride 2?',
        choices: {},
        wrong: {
          '13': 'That is how often it moves. Its first place counts, too.',
          '12': 'That would be the size without padding: then the window has fewer places.',
        },
        why: '⌊({input} + 2 · 2 − {kernel}) / 2⌋ + 1 = ⌊{room} / 2⌋ + 1 = {output}. {room} is odd, so {unread} column at the right is never read. The formula rounds down.',
      },
      left: {
        title: 'What is left over',
        text: 'Now the window moves three pixels at a time over the bare picture. It stops when the next move would carry it over the edge.',
        ask: 'How many columns at the right will no window read?',
        choices: { none: 'None', one: 'One column', two: 'Two columns', three: 'Three columns' },
        wrong: {
          none: 'The moves would have to fill the row exactly. Count in threes from the first place.',
          one: 'Count the columns under the last window: more than one lies beyond it.',
          three: 'With three columns left, the window could move once more.',
        },
        why: '{input} − {kernel} = {room} pixels to move, three at a time, leave {unread}. The same happens to rows at the bottom. Whatever is drawn there, the map does not know it.',
      },
      fit: {
        title: 'Nothing left over',
        text: 'Padding is one way out: with a border of the right width, the last move ends exactly at the edge.',
        task: 'Keep the stride at 3 and choose a padding that leaves nothing unread.',
      },
    },
  },
  activation: {
    title: 'From feature map to activation map',
    able: 'See why a network needs ReLU',
    steps: {
      signs: {
        title: 'Before and after',
        text: 'A feature map has positive values, in orange, and negative ones, in blue. The [[activationFunction|activation function]] is applied to each value separately. [[relu|ReLU]] keeps the positive values and sets the rest to 0. The result is the [[activationMap|activation map]].',
        task: 'Point at a value of −0.2 or less in the feature map and see what became of it.',
      },
      share: {
        title: 'How much is zero?',
        text: 'The activation map is hidden for now. Look at the negative values and the zeros in the feature map.',
        ask: 'What share of the activation map is exactly 0?',
        choices: {
          few: 'Less than a quarter',
          half: 'Between a quarter and three quarters',
          most: 'More than three quarters',
        },
        wrong: {
          few: 'Look at the paper: wherever there is none but paper, the sum is 0 already.',
          half: 'The blue places become 0, but so does all the empty paper, which is more.',
        },
        why: '{share} of this map is exactly 0: everything that was negative, and all the empty paper. The map is active only where its kernel has found something.',
      },
      dead: {
        title: 'A dead map',
        text: 'The [[bias|bias]] is a single number added at every position of the map. With a negative bias, it takes a stronger response to get through.',
        task: 'Lower the bias until the whole activation map is 0.',
      },
      linear: {
        title: 'What if there were no activation?',
        text: 'Take two 3 × 3 convolutions, one after the other, with nothing in between.',
        ask: 'Could a single convolution do the same?',
        choices: { one: 'Yes, one with a 5 × 5 kernel', none: 'No, two can do more than one' },
        wrong: {
          none: 'Each is only multiplying and adding. Multiplying and adding twice is still multiplying and adding.',
        },
        why: 'The engine computed it both ways: the two convolutions and the single 5 × 5 kernel differ by {straight}, which is only rounding. With ReLU in between, they differ by {bent}. It is the activation function that makes depth worthwhile.',
      },
    },
  },
};
