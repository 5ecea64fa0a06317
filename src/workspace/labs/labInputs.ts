/**
 * The input of a lab's network: the person's drawing, picture or camera, scaled to size, as values 0..1. Cached until
 * anything it depends on changes, because several networks are often given the same picture.
 */
import { elements } from '../../core/shapes';
import type { Json, ModelSpec } from '../../graph/model';
import type { Preprocessing } from '../../vision/preprocessing';
import type { EngineInput } from '../engineParts';
import type { Host } from '../host';
import type { Input } from '../input/input';
import { type InputRequest, inAllChannels } from '../input/pipeline';
import { latestWins } from '../latest';
import { messageFor } from '../messages';
import type { Shown } from '../prepare';
import type { InputGiven } from './inputWorker';
import { LargeInput } from './largeInput';

type Shape = ModelSpec['input']['shape'];

/** Changes the input values (channels x height x width, 0..1) in place before the network gets them: noise, a shift. */
export type Alter = (values: Float32Array, shape: readonly [channels: number, height: number, width: number]) => void;

/** The input settings in a lab's spec. */
export const labPreprocessing = ([channels, height, width]: Shape): Preprocessing & Json => ({
  kind: 'picture',
  size: [height, width],
  mean: new Array<number>(channels).fill(0),
  deviation: new Array<number>(channels).fill(1),
});

/** The pad as drawn: one channel, neither boxed nor centred. */
const padPreprocessing = ([, height, width]: Shape): Preprocessing => ({
  kind: 'drawing',
  size: [height, width],
  box: Math.min(height, width),
  mean: [0],
  deviation: [1],
});
const asGiven = { boxing: false, centring: false } as const;

/** Inputs with more values than this would delay the page's frame. */
const LARGE = 3 * 128 * 128;

/** A requested input. */
interface Asked {
  readonly request: InputRequest;
  readonly count: number;
  readonly shape: Shape;
  /** Everything that it depends on. */
  readonly of: readonly unknown[];
}

const isSame = (a: Asked, b: Asked): boolean => a.of.every((part, i) => part === b.of[i]);

export class LabInputs {
  alter: Alter | null = null;
  /** The last input values; null before the first. */
  values: Float32Array | null = null;
  /** Increases whenever the person's input changes. */
  private changes = 0;
  private shape: Shape | null = null;
  private readonly large: LargeInput;
  /** The last prepared input, with its request. */
  private kept: { readonly asked: Asked; readonly given: InputGiven } | null = null;
  /** The network's last input, with what it was made of. */
  private last: {
    readonly given: InputGiven;
    readonly alter: Alter | null;
    readonly input: EngineInput<Shown>;
  } | null = null;
  private readonly stop: () => void;

  /** `changed` is called when a late input arrives. */
  constructor(
    private readonly input: Input,
    private readonly host: Pick<Host, 'say'>,
    private readonly changed: () => void,
  ) {
    this.large = new LargeInput(input.pipeline);
    this.stop = input.follow(() => {
      this.changes += 1;
    });
  }

  /** Null if there is none of this size yet. Throws EngineError('input') as the pipeline does. */
  prepare(shape: Shape): EngineInput<Shown> | null {
    const { alter, last } = this;
    this.shape = shape;
    const given = this.given(shape);
    if (!given) return null;
    if (last?.given === given && last.alter === alter) return last.input;
    const { isEmpty } = given;
    let { tensor } = given;
    if (alter) {
      tensor = tensor.slice();
      alter(tensor, shape);
    }
    this.values = tensor;
    const input = { values: tensor, shown: { isEmpty, blank: null } };
    this.last = { given, alter, input };
    return input;
  }

  dispose(): void {
    this.stop();
    this.large.dispose();
  }

  /**
   * The person's input at a size. A large one arrives later; until then the frame uses the previous one if it has the
   * size, else null.
   */
  private given(shape: Shape): InputGiven | null {
    const asked = this.asked(shape);
    const { kept } = this;
    if (kept && isSame(asked, kept.asked)) return kept.given;
    if (asked.count > LARGE) {
      void this.takeLarge();
      return kept?.asked.shape.join() === shape.join() ? kept.given : null;
    }
    const { tensor, prepared } = this.input.pipeline.prepareOther(asked.request);
    const given = { tensor: inAllChannels(tensor, asked.count), isEmpty: prepared === null };
    this.kept = { asked, given };
    return given;
  }

  private asked(shape: Shape): Asked {
    const { store, gesture, pipeline } = this.input;
    const { kind } = store.getState();
    const { strokes, crop } = gesture.getState();
    const preprocessing = kind === 'draw' ? padPreprocessing(shape) : labPreprocessing(shape);
    return {
      request: { input: kind, strokes, crop, preprocessing, switches: asGiven },
      count: elements(shape),
      shape,
      of: [kind, strokes, crop, pipeline.picture, kind === 'camera' ? this.changes : 0, ...shape],
    };
  }

  private readonly takeLarge = latestWins(async (): Promise<void> => {
    const asked = this.shape && this.asked(this.shape);
    if (!asked || (this.kept && isSame(asked, this.kept.asked))) return;
    try {
      this.kept = { asked, given: await this.large.prepare(asked.request, asked.count) };
      this.changed();
    } catch (error) {
      this.host.say(messageFor(error));
    }
  });
}
