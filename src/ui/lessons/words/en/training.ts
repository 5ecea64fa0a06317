/** The lessons in which a network is trained, 10 and 11, in English. */
import type { CourseWords } from '../types';

export const training: CourseWords<'learning' | 'overfitting'> = {
  learning: {
    title: 'How kernels are learned',
    able: 'Train a network and watch its kernels',
    steps: {
      chance: {
        title: 'Before the first step',
        text: 'Nobody writes the filters of a network. These are the eight filters of a first layer before [[training|training]] begins: small random numbers. The network has been shown 500 new digits, which it will never learn from: a [[testSet|test set]].',
        ask: 'How many did it get right, knowing nothing?',
        choices: { none: 'None', tenth: 'About one in ten', half: 'About half' },
        wrong: {
          none: 'Even a guess is right now and then.',
          half: 'That would take knowing something. These weights are random.',
        },
        why: '{accuracy}. There are ten digits, so a guess is right one time in ten.',
      },
      ninety: {
        title: 'Train it',
        text: 'This is no recording: press Play, and the network is trained here, in your browser, 16 pictures a step. Watch its filters, what they find in your drawing, and what it reads there.',
        task: 'Train it until it gets more than 90 % of the new digits right.',
      },
      early: {
        title: 'What is still to come',
        text: 'That went fast. Most of the pictures are still ahead: in all it will look at 8,000 digits, twice.',
        ask: 'How much better will it be after all of them?',
        choices: {
          same: 'No better: it has learned what it can',
          more: 'Some of the rest will be right, too',
          all: 'It will get every digit right',
        },
        wrong: {
          same: 'Easy digits are learned first. Hard ones take longer, but they are learned too.',
          all: 'Some digits are hard to read even for you.',
        },
        why: 'It had {accuracy} after {count} pictures, and {end} after {all}. Most digits are easy. The rest of the run goes into the few that are hard.',
      },
      filters: {
        title: 'What do the first filters do meanwhile?',
        text: 'Now look at the filters. The run is back where nine of ten new digits were right for the first time.',
        ask: 'How far had the first filters come by then, on their way to what they are at the end?',
        choices: { hardly: 'They had hardly moved', half: 'About half the way', done: 'Almost all the way' },
        wrong: {
          hardly: 'They began close to zero, so every step shows.',
          done: 'Rough filters are good enough if what follows makes the best of them.',
        },
        why: 'After {count} pictures the network had {accuracy} right. Its first filters were {progress} closer to their final form than at the start, the kernels of its second layer {behind}. All layers learn at once, each from what the others make of it: those behind make the best of rough filters, and all go on changing to the end.',
      },
      blame: {
        title: 'One small step, a thousand times',
        text: 'The [[loss|loss]] measures how surprised the network is by the right answers. For every weight, backpropagation works out whether the loss on 16 pictures would rise or fall if the weight were a little larger. Then every weight moves a little the way that lowers it: [[gradientDescent|gradient descent]]. The loss on the new digits is still covered.',
        ask: 'Did it fall from every moment to the next?',
        choices: { always: 'Yes, every time', mostly: 'No, but on the whole' },
        wrong: {
          always: 'A step lowers the loss on its own 16 pictures, not on every picture.',
        },
        why: 'It fell from {first} to {last}, yet it rose {rises} times on the way. Each step looks at only 16 pictures, and what helps them may hurt others for a while.',
      },
      mind: {
        title: 'It changed its mind',
        text: 'The network at the end of the run reads your drawing in its own way. It has not always done so. On the page Train you can change everything about such a run, and keep the network.',
        task: 'Drag back to a moment when it took your drawing for something else.',
      },
    },
  },
  overfitting: {
    title: 'Learned by heart',
    able: 'Tell learning from memorising',
    steps: {
      heart: {
        title: 'Two hundred digits',
        text: 'This network is large for its task: it has about 200,000 weights, but only 200 digits to learn from, its [[trainingSet|training set]]. It sees each of them about fifty times. Another 500 are held back, so that they are new to it. Once you have answered, it is trained before your eyes.',
        ask: 'In the end it knows its own 200 digits by heart. How many of the new ones does it read?',
        choices: { all: 'All of them, too', most: 'Most, but far from all', guess: 'No more than by guessing' },
        wrong: {
          all: 'It would if it had learned what digits look like. Some of what it has learned is what these 200 look like.',
          guess: 'New digits look much like its own, so it has learned something about them, too.',
        },
        why: 'With its {weights} weights it reads {own} of its own digits, but only {fresh} of the new ones. This gap of {gap} percentage points is [[overfitting|overfitting]]: part of what it has learned holds for its own digits alone.',
      },
      loss: {
        title: 'It goes on learning',
        text: 'Long before the end, the network got all of its own digits right. Still, every step made it a little surer of them, and its [[loss|loss]] on them fell and fell. But a network is there for pictures that it has never seen: how well it does on them is its [[generalisation|generalisation]].',
        ask: 'What did the loss on the new digits do meanwhile?',
        choices: {
          falls: 'It fell to the end',
          level: 'It fell, then stayed as it was',
          rises: 'It fell, then it rose',
        },
        wrong: {
          falls: 'A step lowers the loss on the digits of that step. Nothing keeps it low on others.',
          level:
            'That is what the share of right answers does. The loss also tells how sure the network is of its mistakes.',
        },
        why: 'It was lowest after {count} pictures, at {least}. At the end it was {last}, while on its own digits it was down to {own}. The network reads about as many new digits as before, but it has grown surer of everything, its mistakes included.',
      },
      stop: {
        title: 'Stop in time',
        text: 'Whoever holds pictures back can see when to stop: where the loss on them is lowest. This is called early stopping. The training set cannot tell, because there the loss only goes on falling.',
        task: 'Drag back to where the loss on the new digits is lowest.',
      },
      more: {
        title: 'Ten times as many',
        text: 'Now the same network gets 2,000 digits to learn from. It sees each of them only five times, so the run takes about as many steps as before.',
        ask: 'What becomes of the gap between its own digits and the new ones?',
        choices: { same: 'It stays about as wide', smaller: 'It gets narrower', gone: 'It closes' },
        wrong: {
          same: 'What 2,000 digits have in common is far more often true of others than what 200 have in common.',
          gone: 'Even 2,000 digits are only a few of the ways to write them.',
        },
        why: 'Now it reads {own} of its own digits and {fresh} of the new ones: a gap of {gap} percentage points instead of {before}. What 2,000 digits have in common is more often true of others, too.',
      },
      cures: {
        title: 'If two hundred must do',
        text: 'Often there are no more pictures. One can vary those that there are a little each time ([[augmentation|augmentation]]), take a smaller network, or leave out half the values before the last layer, others in every step ([[dropout|dropout]]; its own digits are then counted with half of them missing). Not every cure helps every network, and with 500 new digits a point or two may be chance.',
        task: 'Train with two of these to the end, and compare the gaps.',
      },
    },
  },
};
