/**
 * On opening, the map grows from where it was pressed to its place; on the way back to the network, it leaves what
 * shrinks. Under reduced motion it stands there at once.
 */
import { useLayoutEffect, useRef } from 'react';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { Box } from '../../../workspace/stage/pointer';
import { isMotionReduced } from '../../parts/motion';
import { useWorkspace } from '../../playground';
import { MapPicture } from '../glass/MapPicture';
import { placed } from './placed';

const GROWS = 280;

interface Props {
  /** Its place in the opened view. */
  readonly to: Box;
  readonly layer: StageLayer;
  readonly channel: number;
  readonly values: Float32Array;
  readonly extent: number;
}

export function Grow(props: Props) {
  const { to, layer, values, extent } = props;
  const { pointer, store } = useWorkspace();
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows once.
  useLayoutEffect(() => {
    const own = element.current;
    const { pressed: from } = pointer.getState();
    pointer.setState({ pressed: null });
    if (!own || !from || isMotionReduced()) return;
    own.hidden = false;
    const { left, top } = own.getBoundingClientRect();
    const start = `translate(${from.x - left}px, ${from.y - top}px) scale(${from.width / to.width}, ${from.height / to.height})`;
    const growing = own.animate([{ transform: start }, { transform: 'none' }], { duration: GROWS, easing: 'ease-out' });
    growing.onfinish = () => {
      own.hidden = true;
    };
    return () => growing.cancel();
  }, []);
  useLayoutEffect(() => {
    const own = element.current;
    return () => {
      if (!own || store.getState().selection !== null || isMotionReduced()) return;
      own.hidden = false;
      const { left: x, top: y, width, height } = own.getBoundingClientRect();
      const { layer: shown, channel, values: last, extent: most } = latest.current;
      const box = { x, y, width, height };
      pointer.setState({ closed: { layer: shown.id, channel, box, values: last, extent: most } });
    };
  }, [pointer, store]);
  return (
    <div ref={element} hidden className="opened-grow" style={placed(to)} aria-hidden>
      <MapPicture values={values} rows={layer.rows} columns={layer.columns} extent={extent} />
    </div>
  );
}
