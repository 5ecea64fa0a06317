/** How well a lesson's run does along its film: right answers and loss, on new digits and, if asked, on its own. */
import { fixed, percent } from '../../../workspace/numbers';
import type { Moment } from '../../../workspace/training/kept';
import { useAt, useTraining } from '../../training/useTrain';
import { useLessons } from '../context';
import { Part, useIsCovered } from '../parts/Part';
import { Curve, type Line } from './Curve';

interface Props {
  readonly withOwn?: boolean;
  /** The top of the scale of the loss. */
  readonly mostLoss: number;
}

export function Measures({ withOwn = false, mostLoss }: Props) {
  const { words } = useLessons();
  const moments = useTraining((state) => state.moments);
  const film = useTraining((state) => state.film);
  const batch = useTraining((state) => state.batch);
  const at = useAt();
  const isCovered = useIsCovered('fresh');
  const run = { moments, at, film, batch };
  const lines = (own: (moment: Moment) => number, fresh: (moment: Moment) => number): readonly Line[] => [
    ...(withOwn ? [{ kind: 'own', label: words.page.own, of: own } as const] : []),
    { kind: 'fresh', label: words.page.fresh, of: isCovered ? null : fresh },
  ];
  return (
    <>
      <Part name="accuracy">
        <Curve
          {...run}
          name={words.page.accuracy}
          lines={lines(
            ({ accuracy }) => accuracy,
            ({ newAccuracy }) => newAccuracy,
          )}
          most={1}
          text={(value) => percent(value, value % 0.5 === 0 ? 0 : 1)}
        />
      </Part>
      <Part name="loss">
        <Curve
          {...run}
          name={words.page.loss}
          lines={lines(
            ({ loss }) => loss,
            ({ newLoss }) => newLoss,
          )}
          most={mostLoss}
          text={(value) => fixed(value, value % 0.5 === 0 ? 1 : 2)}
        />
      </Part>
    </>
  );
}
