/** The parts of the stage that load on first interaction. */
import type { RefObject } from 'react';
import type { Network } from '../../../workspace/network';
import type { StageLayout } from '../../../workspace/stage/layout';
import type { TileSize } from '../../../workspace/stage/zoom';
import { useWork } from '../../playground';
import { LevelGestures } from './LevelGestures';
import { MapOrder } from './MapOrder';
import { OwnRange } from './OwnRange';
import { StageGestures } from './StageGestures';
import { Writing } from './Writing';

interface Props {
  readonly network: Network;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly layout: StageLayout;
  readonly size: TileSize | null;
}

export function StageParts({ network, size, ...place }: Props) {
  const range = useWork((state) => state.range);
  return (
    <>
      {size ? <StageGestures {...place} {...size} /> : <LevelGestures {...place} />}
      <MapOrder network={network} layout={place.layout} />
      {range === 'map' && <OwnRange layout={place.layout} />}
      <Writing network={network} layout={place.layout} scroller={place.scroller} />
    </>
  );
}
