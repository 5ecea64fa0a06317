/** Lessons 7 to 9, 12 and 13 in English. */
import type { CourseWords } from '../types';

const zipCodes =
  'Y. LeCun and others, Backpropagation Applied to Handwritten Zip Code Recognition, Neural Computation 1 (1989)';
const documents =
  'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86 (1998)';
const imageNet =
  'A. Krizhevsky, I. Sutskever and G. Hinton, ImageNet Classification with Deep Convolutional Neural Networks, NIPS 25 (2012)';

export const second: CourseWords<'pooling' | 'depth' | 'answer' | 'history' | 'limits'> = {
  pooling: {
    title: 'Pooling',
    able: 'Test the claim about max pooling',
    steps: {
      window: {
        title: 'Many values, one number',
        text: '[[pooling|Pooling]] replaces a whole window with one number: the largest ([[maxPooling|max pooling]]), the average or the smallest. The window’s four numbers stand below each map, with what becomes of them. Pooling has no weights and nothing to learn.',
      },
      away: {
        title: 'What is thrown away',
        text: 'The windows are 2 × 2 and lie side by side without overlapping.',
        ask: 'What share of the values is lost?',
        choices: { quarter: 'A quarter', half: 'Half', most: 'Three quarters' },
        wrong: {
          quarter: 'A quarter is what stays.',
          half: 'Half the rows and half the columns stay: half of a half.',
        },
        why: '{before} numbers went in, {after} came out: one in four. The layers that follow have less to compute, but no longer know exactly where something was.',
      },
      differ: {
        title: 'Where they disagree',
        text: 'On a uniform area, max and average are the same. They differ where a window contains both bright and dark pixels.',
        task: 'Find a window whose maximum is at least 0.3 above its average.',
      },
      noise: {
        title: 'Does max pooling remove noise?',
        text: 'People often say so. Let us test it: one pixel in ten turns to full ink or to none, at random. This is called salt-and-pepper [[noise|noise]].',
        ask: 'Which pooling stays closest to its result for the clean picture?',
        choices: { max: 'Max pooling', average: 'Average pooling', min: 'Min pooling' },
        wrong: {
          max: 'A speck of ink is the largest value of its window, so it always wins.',
          average:
            'A speck changes an average by a quarter of its value. One of the others does not notice specks of ink at all.',
          min: 'Its map has lost thin strokes, and here that costs more than the specks.',
        },
        why: 'Measured on your picture (root mean square): max is off by {max}, average by {average}, min by {min}. Your picture is mostly empty paper, so what one sees of the noise is specks of ink. Max keeps every one, min drops them: where noise adds ink to paper, min wins. But look at its map: thin strokes are gone, too. Where noise makes holes in large dark areas, it is max that wins. Measure rather than assume.',
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
    able: 'Follow a value to its pixels',
    steps: {
      first: {
        title: 'The first layer: edges',
        text: 'These are the eight activation maps of the first convolution in the digits network, for your drawing. Each has its own filter, and most of them respond to edges in some direction. They are numbered from 0, as on the Explore page.',
        task: 'Choose the map with the strongest response.',
      },
      near: {
        title: 'How far it sees',
        text: 'The kernels of the first convolution have 5 × 5 weights. Think of a single value in one of its feature maps.',
        ask: 'How much of the picture does it depend on?',
        choices: { pixel: 'One pixel', kernel: 'A square as wide as the kernel', whole: 'The whole picture' },
        wrong: {
          pixel: 'It is a sum of products, and each product has a pixel of its own.',
          whole: 'It sees only what lies under its window.',
        },
        why: '{side} × {side} pixels: as wide as its kernel. That part of the picture is its [[receptiveField|receptive field]].',
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
        choices: { ten: '10 pixels', fourteen: '14 pixels', twenty: '20 pixels' },
        wrong: {
          ten: 'Those are the pixels of the first map that its window covers. Each of them sees further.',
          twenty: 'The fields of neighbours overlap: they do not simply add up.',
        },
        why: '{side}. Five values of the pooled map cover 10 of the map before it, two per step, and each of those sees two pixels further on either side. With depth, the receptive field grows without larger kernels.',
      },
      whole: {
        title: 'And the dense layer?',
        text: 'Last come the [[dense|dense]] layers, in which every value is computed from all the values before it.',
        ask: 'How much of the picture does one of its values depend on?',
        choices: { pixel: 'One pixel', kernel: 'A square as wide as the kernel', whole: 'The whole picture' },
        wrong: {
          pixel: 'Each of the values before it saw many pixels already.',
          kernel: 'It has no window: it reads every value of every map.',
        },
        why: '{side} × {side} pixels, so all of them. From here on there is no “where”, only “what”.',
      },
    },
  },
  answer: {
    title: 'From maps to an answer',
    able: 'Turn maps into percentages',
    steps: {
      flatten: {
        title: 'One long row',
        text: 'After the last pooling, there are 16 maps of 5 × 5 values. They are laid out in one row, which is called [[flatten|flattening]].',
        ask: 'How many values are in the row?',
        choices: {},
        wrong: {
          '25': 'Those are the values of one map.',
          '80': 'That is how many values the next layer has.',
        },
        why: '{maps} maps of {size} values are {count}. Nothing is computed here; only the shape changes.',
      },
      dense: {
        title: 'Every digit weighs everything',
        text: 'A [[dense|dense]] layer is nothing but weighted sums: each of its values has a weight for every value before it. The last one has ten values, one for each digit. They are called [[logit|logits]]: the higher the logit, the stronger the evidence for that digit. Choose a digit in the table to see its weights and what they add up to.',
      },
      total: {
        title: 'Where the percentages come from',
        text: 'Logits can be any numbers. [[softmax|Softmax]] makes them comparable: it takes exp (the exponential function) of each, which is always positive, and divides by the sum of all ten.',
        ask: 'What do the ten results add up to?',
        choices: { one: 'Always 1', ten: 'Always 10', depends: 'It depends on the drawing' },
        wrong: {
          ten: 'There are ten of them, but each is divided by the sum of all ten.',
          depends: 'The ten depend on the drawing, their sum does not: it is divided by itself.',
        },
        why: 'Here: {total}. Ten parts of a whole always add up to the whole, which is why they are read as [[probability|probabilities]].',
      },
      shift: {
        title: 'Add five to all',
        text: 'Here is a digit halfway between a one and a seven, so the network is in two minds. Suppose all ten logits were higher by five.',
        ask: 'What happens to the probability of the most likely digit?',
        choices: { same: 'It stays the same', larger: 'It gets larger', smaller: 'It gets smaller' },
        wrong: {
          larger: 'It would be if only its own logit had grown. All ten have.',
          smaller: 'The others have grown, but so has its own, by the same factor.',
        },
        why: '{before} before, {after} after. Every exp grows by the same factor, and so does their sum, so the factor cancels. Softmax sees only how far apart the logits are.',
      },
      change: {
        title: 'Leave it undecided',
        text: 'The network runs again with every stroke. Here is a clear four. The samples will not help you now: with the pen or the eraser, make something that could be two digits at once.',
        task: 'Draw until no digit has more than 60 %.',
      },
    },
  },
  history: {
    title: 'A short history',
    able: 'Tell the story since 1989',
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
        wrong: {
          alike: 'It is not that close: the layers of today’s network are wider.',
          more: 'Computers were slow then: every weight cost time.',
        },
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
        wrong: {
          '25.0': 'That would have been hardly better than the next best.',
          '20.0': 'It won by more.',
        },
        why: '{winner} %, against {next} % for the next best: more than ten percentage points ahead of every other entry.',
        source: imageNet,
      },
      larger: {
        title: 'Sixty million weights',
        text: 'AlexNet had five convolutional and three dense layers, with 60 million parameters.',
        ask: 'About how many times as many is that as in the digits network on this page?',
        choices: {},
        wrong: {
          '16': 'That would be about half a million parameters.',
          '160': 'That would be about six million parameters.',
        },
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
    able: 'Find what fools a network',
    steps: {
      turn: {
        title: 'Tilt your head',
        text: 'Here is your digit as the network receives it, with the live answer. In training it saw digits rotated by up to 10 degrees. To you, a digit is the same at any angle.',
        task: 'Rotate the picture until the answer changes.',
      },
      upside: {
        title: 'Upside down',
        text: 'Here is an eight. Turned by 180 degrees, it is still an eight to you.',
        ask: 'And to the network?',
        choices: { same: 'An eight, too', other: 'Something else' },
        wrong: {
          same: 'You turn it in your mind. The network cannot.',
          other: 'It need not turn anything: look where the strokes are now.',
        },
        why: 'It says {best}, with {probability}. It did not turn the picture back, it only finds strokes where they are, and an eight’s strokes lie where an eight’s lie either way. Draw a four or a seven and turn that: it will not be so lucky. Nothing in training told it that a turned digit is the same digit.',
      },
      noise: {
        title: 'Snow',
        text: 'Random specks and holes hardly bother your eye. The network has never seen any.',
        task: 'Raise the noise until the answer is wrong.',
      },
      light: {
        title: 'Inverted',
        text: 'In all training pictures, ink was 1 and paper 0. Now they are swapped. To you, it is the same digit.',
        ask: 'Does the answer stay?',
        choices: { same: 'Yes, the shape is the same', other: 'No, it says something else' },
        wrong: {
          same: 'The shape is the same, but the network does not get a shape.',
          other: 'It might have: none of the numbers are the same.',
        },
        why: 'It says {best}, with {probability}. The shape is the same, but none of the numbers are. A network sees only numbers, and it generalises to what resembles its training: see [[generalisation|generalisation]].',
      },
      context: {
        title: 'A box around it',
        text: 'On forms, digits are written in boxes. Here is a one. Now a thin frame is drawn around it, where training pictures were empty.',
        ask: 'Does the answer stay?',
        choices: { same: 'Yes', other: 'No' },
        wrong: {
          same: 'You take the box away in your mind. The network cannot.',
          other: 'This time the strokes outweigh the box.',
        },
        why: 'It says {best}, with {probability}. You see at once that the box is not part of the digit. The network has no notion of “part of”: every pixel counts, and a box has the strokes of a zero. With other digits the answer may survive; try them.',
      },
      know: {
        title: 'Sure does not mean right',
        text: 'Try all the sliders at once. Often the network is wrong and very sure of it. Its probabilities compare ten digits with each other; “none of these” is not among its answers. In training it was also shown letters and scribbles, and told to find all ten digits equally likely for them. So it is seldom sure of those, but draw a heart: nobody showed it one. Ask of any network: what was it trained on, and is what I show it like that?',
      },
    },
  },
};
