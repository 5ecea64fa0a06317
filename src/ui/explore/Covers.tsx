/** What lies over the layers that the values have not reached. */
import type { Lane, StageLayout } from '../../workspace/stage/layout';
import type { Box } from '../../workspace/stage/pointer';

/** Layers that the values reach one after the other; the input and the answer are not among them. */
export const wavedOf = ({ lanes }: StageLayout): readonly Lane[] =>
  lanes.filter(({ layer, drawn, count }) => layer.kind !== 'input' && drawn !== 'rows' && count > 0);

/** How far along the flow these layers reach: connections are shown that far. */
export const endOf = (lanes: readonly Lane[], direction: StageLayout['direction']): number =>
  Math.max(0, ...lanes.map(({ x, y, width, height }) => (direction === 'across' ? x + width : y + height)));

const boxOf = ({ x, y, width, height }: Box) => ({ x, y, width, height });

/** In an SVG of the stage's size. */
export function Covers({ lanes }: { readonly lanes: readonly Lane[] }) {
  return lanes.map((lane) => (
    <g key={lane.layer.id}>
      {lane.drawn === 'bars' ? (
        <rect className="opening-bars" {...boxOf(lane)} />
      ) : (
        lane.tiles.map((tile) => <rect key={`${tile.x} ${tile.y}`} {...boxOf(tile)} />)
      )}
    </g>
  ));
}
