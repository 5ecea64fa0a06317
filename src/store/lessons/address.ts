/** The learner's place in the address: `lesson=5&step=2`, counted from 1; `term=kernel` opens the glossary there. */
import type { AddressCodec } from '../../workspace/address/codec';
import { isChoice } from '../../workspace/choices';
import { lessons, stepAt } from './course';
import { termIds } from './glossary';
import type { LearnerState } from './learner';

export type AddressState = Pick<LearnerState, 'place' | 'glossary'>;

const whole = (text: string | null): number => (text !== null && /^\d{1,3}$/.test(text) ? Number(text) - 1 : -1);

/** An unknown step means the lesson's first; an unknown lesson, the list. */
export const placeCodec = {
  names: ['lesson', 'step', 'term'],
  read(parameters): AddressState {
    const term = parameters.get('term');
    const glossary = isChoice(['all', ...termIds], term) ? term : null;
    const lesson = whole(parameters.get('lesson'));
    if (!lessons[lesson]) return { place: null, glossary };
    const step = whole(parameters.get('step'));
    return { place: { lesson, step: stepAt({ lesson, step }) ? step : 0 }, glossary };
  },
  write: ({ place, glossary }) => ({
    lesson: place && `${place.lesson + 1}`,
    step: place && `${place.step + 1}`,
    term: glossary,
  }),
} as const satisfies AddressCodec<AddressState>;

/** Another step, another lesson or the list is a history entry; opening the glossary is not. */
export const isStep = ({ place: now }: AddressState, { place: before }: AddressState): boolean =>
  now?.lesson !== before?.lesson || now?.step !== before?.step;
