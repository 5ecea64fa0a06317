/** On the way back, the map that was open shrinks to its tile. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Closed } from '../../../workspace/pointer';
import { layerIn } from '../../../workspace/selection';
import type { StageLayout } from '../../../workspace/stage/layout';
import { tileBox } from '../../../workspace/stage/pointer';
import { useWork, useWorkspace } from '../../playground';
import { MapPicture } from '../glass/MapPicture';
import '../../styles/shrink.css';

const SHRINKS = 200;

interface Props {
  readonly closed: Closed;
  readonly layout: StageLayout;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function Shrink({ closed, layout, scroller }: Props) {
  const { pointer } = useWorkspace();
  const own = useRef<HTMLDivElement>(null);
  const layer = useWork(({ network }) => network && layerIn(network.units, closed.layer));
  const { box, channel, values, extent } = closed;
  const place = { layer: closed.layer, channel, row: 0, column: 0, index: 0 };
  const to = tileBox(layout, place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it shrinks once, to where its tile lies by then.
  useLayoutEffect(() => {
    const [element, stage] = [own.current, scroller.current];
    const end = (): void => pointer.setState({ closed: null });
    if (!element || !stage || !to) {
      end();
      return;
    }
    const { left, top } = stage.getBoundingClientRect();
    const [x, y] = [left + to.x - stage.scrollLeft - box.x, top + to.y - stage.scrollTop - box.y];
    const tile = `translate(${x}px, ${y}px) scale(${to.width / box.width}, ${to.height / box.height})`;
    const shrinking = element.animate([{ transform: 'none' }, { transform: tile }], {
      duration: SHRINKS,
      easing: 'ease-in',
    });
    shrinking.onfinish = end;
    return () => shrinking.cancel();
  }, []);
  // It goes with whatever takes the stage's place.
  useLayoutEffect(() => () => pointer.setState({ closed: null }), [pointer]);
  // Another network may have a layer of the same name.
  if (!layer || values.length !== layer.rows * layer.columns) return null;
  const { x: left, y: top, width, height } = box;
  return (
    <div ref={own} className="stage-shrink" data-testid="shrink" style={{ left, top, width, height }} aria-hidden>
      <MapPicture values={values} rows={layer.rows} columns={layer.columns} extent={extent} />
    </div>
  );
}
