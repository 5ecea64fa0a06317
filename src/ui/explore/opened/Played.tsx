/** The opened map, computed value by value in its place. */
import { useMemo } from 'react';
import type { Network } from '../../../workspace/network';
import { networkSource } from '../../../workspace/player/source';
import type { Selection } from '../../../workspace/selection';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import type { StagePixel } from '../../../workspace/stage/pointer';
import { Player } from '../../player/Player';
import { useWorkspace } from '../../playground';
import { placed } from './placed';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
  readonly layout: OpenedLayout;
  /** Where it starts: the value that is opened. */
  readonly pixel: StagePixel | null;
}

export function Played({ network, selection, layout, pixel }: Props) {
  const { engine, frame } = useWorkspace();
  const source = useMemo(() => networkSource(network, engine, frame), [network, engine, frame]);
  return (
    <div className="opened-player" style={placed(layout.places.body)}>
      <Player
        source={source}
        node={selection.layer}
        channel={selection.channel}
        {...(selection.pixel && pixel && { start: pixel.index })}
        isPlaying
      />
    </div>
  );
}
