/** Lessons 7 to 12 in English. */
import type { CourseWords } from '../types';

const zipCodes =
  'Y. LeCun and others, Backpropagation Applied to Handwritten Zip Code Recognition, Neural Computation 1 (1989)';
const documents =
  'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86 (1998)';
const imageNet =
  'A. Krizhevsky, I. Sutskever and G. Hinton, ImageNet Classification with Deep Convolutional Neural Networks, NIPS 25 (2012)';

export const second: CourseWords<'pooling' | 'depth' | 'answer' | 'learning' | 'history' | 'limits'> = {
  pooling: {
    title: 'Pooling',
    about: 'Max, average, min, and the whole map at once',
    steps: {
      window: {
        title: 'Many values, one number',
        text: '[[pooling|Pooling]] replaces a whole window with one number: the largest ([[maxPooling|max pooling]]), the average or the smallest. It has no weights and nothing to learn.',
      },
      away: {
        title: 'What is thrown away',
        text: 'The windows are 2 × 2 and lie side by side without overlapping.',
        ask: 'What share of the numbers is lost?',
        choices: { quarter: 'A quarter', half: 'Half', most: 'Three quarters' },
        why: '{before} numbers went in, {after} came out: one in four. The layers that follow have less to compute, but no longer know exactly where something was.',
      },
      differ: {
        title: 'Where they disagree',
        text: 'On a uniform area, max and average are the same. They differ where a window contains both bright and dark pixels.',
        task: 'Find a window whose maximum is at least 0.3 above its average.',
      },
      noise: {
        title: 'Does max pooling remove noise?',
        text: 'People often say so. Let us test it: one pixel in ten turns white or black at random. This is called salt-and-pepper [[noise|noise]].',
        ask: 'Which pooling stays closer to its result for the clean picture?',
        choices: { max: 'Max pooling', average: 'Average pooling', equal: 'Both equally' },
        why: 'Measured on your picture: max pooling is off by {max}, average pooling by {average} (root mean square). A single white pixel determines the maximum of its window, but only a quarter of its average. Where noise is dark and features are bright, it can be the other way round: measure rather than assume.',
      },
      global: {
        title: 'The whole map at once',
        text: 'The window can be as large as the map. Then each map becomes a single number: [[globalPooling|global pooling]]. Many networks end this way, because it asks “is it there?” and no longer “where?”.',
        task: 'Choose global pooling.',
      },
    },
  },
  depth: {
    title: 'Depth',
    about: 'Edges, corners, parts, and how far a value sees',
    steps: {
      first: {
        title: 'The first layer: edges',
        text: 'These are the eight activation maps of the first convolution in the digits network, for your drawing. Each has its own filter, and most of them respond to edges in some direction. They are numbered from 0, as on the Explore page.',
        task: 'Choose the map with the strongest response.',
      },
      near: {
        title: 'How far it sees',
        text: 'The kernels of the first convolution have 5 × 5 weights. Think of a single value in one of its feature maps.',
        ask: 'How many pixels wide is the part of the picture it depends on?',
        choices: {},
        why: '{side} pixels: as wide as its kernel. That part of the picture is its [[receptiveField|receptive field]].',
      },
      deeper: {
        title: 'The second layer: parts',
        text: 'The second convolution looks not at the picture but at the maps of the first. It combines edges into corners, ends and bends. The frame on the input shows what the value you are pointing at depends on.',
        task: 'Move over the map with the pointer or the arrow keys, to at least five positions.',
      },
      far: {
        title: 'How far now?',
        text: 'Along the way there are a 5 × 5 convolution, 2 × 2 pooling and another 5 × 5 convolution.',
        ask: 'How many pixels of the input, across, does one value of the second feature map depend on?',
        choices: {},
        why: '{side}. Five values of the pooled map cover 10 of the map before it, two per step, and each of those sees two pixels further on either side. With depth, the receptive field grows without larger kernels.',
      },
      whole: {
        title: 'And the dense layer?',
        text: 'Last come the [[dense|dense]] layers, in which every value is computed from all the values before it.',
        ask: 'How many pixels across does one of its values depend on?',
        choices: {},
        why: '{side}: the whole picture. From here on there is no “where”, only “what”.',
      },
    },
  },
  answer: {
    title: 'From maps to an answer',
    about: 'Flatten, dense, softmax',
    steps: {
      flatten: {
        title: 'One long row',
        text: 'After the last pooling, there are 16 maps of 5 × 5 values. They are laid out in one row, which is called [[flatten|flattening]].',
        ask: 'How many values are in the row?',
        choices: {},
        why: '{maps} maps of {size} values are {count}. Nothing is computed here; only the shape changes.',
      },
      dense: {
        title: 'Every digit weighs everything',
        text: 'A [[dense|dense]] layer is nothing but weighted sums: each of its values has a weight for every value before it. The last one has ten values, one for each digit. They are called [[logit|logits]]: the higher the logit, the stronger the evidence for that digit. Draw and watch them.',
      },
      total: {
        title: 'To numbers between 0 and 1',
        text: 'Logits can be any numbers. [[softmax|Softmax]] makes them comparable: it takes exp (the exponential function) of each, which is always positive, and divides by the sum of all ten.',
        ask: 'What do the ten results add up to?',
        choices: { one: 'Always 1', ten: 'Always 10', depends: 'It depends on the drawing' },
        why: 'Here: {total}. Ten parts of a whole always add up to the whole, which is why they are read as [[probability|probabilities]].',
      },
      shift: {
        title: 'Add five to all',
        text: 'Suppose all ten logits were higher by five.',
        ask: 'What happens to the probability of the most likely digit?',
        choices: { same: 'It stays the same', larger: 'It gets larger', smaller: 'It gets smaller' },
        why: '{before} before, {after} after. Every exp grows by the same factor, and so does their sum, so the factor cancels. Softmax sees only how far apart the logits are.',
      },
      change: {
        title: 'Change its mind',
        text: 'The network runs again with every stroke. Add to your digit, erase part of it or choose a sample.',
        task: 'Change the drawing until another digit becomes the most likely.',
      },
    },
  },
  learning: {
    title: 'How kernels are learned',
    about: 'The real training run, moment by moment',
    steps: {
      chance: {
        title: 'Before the first step',
        text: 'Nobody wrote the filters of this network. These are the eight filters of its first layer before [[training|training]] began: random numbers, the same in every run that starts from seed 1. It was tested on the 10,000 digits of the MNIST [[testSet|test set]].',
        ask: 'How many did it get right, knowing nothing?',
        choices: { none: 'None', tenth: 'About one in ten', half: 'About half' },
        why: '{accuracy}. There are ten digits, so a guess is right one time in ten.',
        source: 'The run itself: npm run train -- digits --epochs 24 --seed 1; model card digits.md',
      },
      ninety: {
        title: 'Go forward in time',
        text: 'The slider covers twenty moments of the real run, with the early ones close together. Watch the filters and what they make of your drawing.',
        task: 'Find the first moment when more than 90 % were right.',
      },
      early: {
        title: 'When is most of it learned?',
        text: 'The run took 13,200 steps of 100 pictures each. Consider the first tenth of them.',
        ask: 'How close was it to its final accuracy by then?',
        choices: { tenth: 'A tenth of the way', half: 'About half', nearly: 'Nearly there' },
        why: 'After {step} of {steps} steps it had {accuracy}; at the end {end}. Most digits are easy. The rest of the run goes into the few that are hard.',
      },
      loss: {
        title: 'To the end',
        text: 'The [[loss|loss]] measures how surprised the network is by the right answers, and so how wrong it is; training lowers it. The last moment shows the filters you have been using in these lessons.',
        task: 'Go to the last moment.',
      },
      blame: {
        title: 'One small step, 13,200 times',
        text: 'For every weight, backpropagation works out whether the loss would rise or fall if the weight were a little larger. Then every weight moves a little in the direction that lowers the loss: [[gradientDescent|gradient descent]].',
        ask: 'So what did the loss do from the first moment to the last?',
        choices: { down: 'It fell', up: 'It rose' },
        why: 'From {first} to {last} on the test pictures. As the curve shows, it did not fall at every moment: each step sees only 100 pictures.',
      },
    },
  },
  history: {
    title: 'A short history',
    about: 'Postal digits, AlexNet, data and compute',
    steps: {
      zip: {
        title: '1989: postcodes',
        text: 'At Bell Laboratories, Yann LeCun and others used backpropagation to train a convolutional network on handwritten digits from US ZIP codes: 7,291 for training and 2,007 for testing, 16 × 16 pixels each. It was wrong on 5.0 % of the test digits. Training took three days.',
        source: zipCodes,
      },
      small: {
        title: 'How large was it?',
        text: 'That network shared its weights across the picture, as a kernel does. Compare it with the digits network on this page.',
        ask: 'How many weights did the 1989 network have?',
        choices: { fewer: 'Clearly fewer', alike: 'About as many', more: 'Clearly more' },
        why: '{old} free [[parameter|parameters]] then, {own} in the network on this page, which uses the same ideas and runs easily in your browser.',
        source: zipCodes,
      },
      walk: {
        title: 'Through the years',
        text: 'In 1998, LeNet-5 had about 60,000 parameters and read 32 × 32 pixels; a system built on such networks read several million bank cheques a day. Move along the timeline and compare the networks.',
        task: 'Go to 2012.',
        source: documents,
      },
      winner: {
        title: '2012: a thousand kinds of things',
        text: 'In the ImageNet contest, programs named what is in a photograph, with five guesses among 1,000 classes. The [[topFiveError|top-5 error]] is how often none of the five is right. The second-best entry in 2012 had 26.2 %.',
        ask: 'What was the error of the winner, the convolutional network now called AlexNet, in %?',
        choices: {},
        why: '{winner} %, against {next} % for the next best: more than ten percentage points ahead of every other entry.',
        source: imageNet,
      },
      larger: {
        title: 'Sixty million weights',
        text: 'AlexNet had five convolutional and three dense layers, with 60 million parameters.',
        ask: 'About how many times as many is that as in the digits network on this page?',
        choices: {},
        why: '60,000,000 / {own} = about {ratio} times. Most of them are in its dense layers.',
        source: imageNet,
      },
      why: {
        title: 'Why then?',
        text: 'The idea was more than twenty years old. What was new was 1.2 million labelled pictures to learn from and GPUs to learn on. Two of them (GTX 580, 3 GB each) trained AlexNet for five to six days. ReLU made it learn faster, and dropout kept it from memorising its pictures.',
        source: imageNet,
      },
    },
  },
  limits: {
    title: 'What a CNN does not see',
    about: 'Angle, noise, light, context',
    steps: {
      turn: {
        title: 'Tilt your head',
        text: 'Here is your digit as the network receives it, with the live answer. In training it saw digits rotated by up to 12 degrees. To you, a digit is the same at any angle.',
        task: 'Rotate the picture until the answer changes.',
      },
      upside: {
        title: 'Upside down',
        text: 'Here is a six. Now it is rotated by 180 degrees.',
        ask: 'What will the network say?',
        choices: { six: 'Six', nine: 'Nine', other: 'Something else' },
        why: 'It says {best}, with {probability}. It does not know that anything was rotated; it finds strokes where they are, and the strokes of a rotated 6 are where those of a 9 would be. The kernels are not at fault: nothing in training told the network otherwise.',
      },
      noise: {
        title: 'Snow',
        text: 'Random white and black pixels hardly bother your eye. The network has never seen any.',
        task: 'Raise the noise until the answer is wrong.',
      },
      light: {
        title: 'Black on white',
        text: 'All training pictures were light ink on a dark background. Now light and dark are swapped. To you, it is the same digit.',
        ask: 'Does the answer stay?',
        choices: { same: 'Yes, the shape is the same', other: 'No, it says something else' },
        why: 'It says {best}, with {probability}. The shape is the same, but none of the numbers are. A network sees only numbers, and it generalises to what resembles its training: see [[generalisation|generalisation]].',
      },
      context: {
        title: 'A box around it',
        text: 'On forms, digits are written in boxes. There is now a thin frame at the edge of the picture, where training pictures were empty.',
        ask: 'Does the answer stay?',
        choices: { same: 'Yes', other: 'No' },
        why: 'It says {best}, with {probability}. You see at once that the box is not part of the digit. The network has no notion of “part of”: every pixel counts, and whether the answer survives differs from digit to digit.',
      },
      know: {
        title: 'Sure is not right',
        text: 'Try all the sliders at once. Often the network is wrong and very sure of it. Its probabilities compare ten digits with each other; “none of these” and “I have never seen anything like this” are not among its answers. So ask of any network: what was it trained on, and is what I show it like that?',
      },
    },
  },
};
