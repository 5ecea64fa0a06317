/** The view's small model played value by value; the player's cell is also the view's cell. */
import { useCallback, useMemo, useState } from 'react';
import type { SmallModel } from '../../../store/lessons/models';
import { playerSource } from '../../../store/lessons/playing';
import { Disclosure } from '../../parts/Disclosure';
import { lazily } from '../../parts/lazily';
import { useLessons, useSetting } from '../context';

const Player = lazily(() => import('../../player/Player').then((module) => module.Player));

interface Props {
  readonly model: SmallModel;
  readonly input: Float32Array;
  readonly node: string;
  /** The columns of the node's map. */
  readonly columns: number;
}

export function Played(props: Props) {
  const { words } = useLessons();
  return (
    <Disclosure title={words.page.playWindow}>
      <Playing {...props} />
    </Disclosure>
  );
}

function Playing({ model, input, node, columns }: Props) {
  const { learner } = useLessons();
  const [row, column] = useSetting('cell');
  const [start] = useState(row * columns + Math.min(column, columns - 1));
  const source = useMemo(() => playerSource(learner.runs, model, input), [learner, model, input]);
  const shown = useCallback(
    (index: number) => learner.point(Math.floor(index / columns), index % columns),
    [learner, columns],
  );
  return <Player source={source} node={node} channel={0} start={start} onShown={shown} />;
}
