/** On opening, the map grows from where it was pressed to its place. Under reduced motion it stands there at once. */
import { useLayoutEffect, useRef } from 'react';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { Box } from '../../../workspace/stage/pointer';
import { useWorkspace } from '../../playground';
import { MapPicture } from '../glass/MapPicture';
import { placed } from './placed';

const GROWS = 280;

interface Props {
  /** Its place in the opened view. */
  readonly to: Box;
  readonly layer: StageLayer;
  readonly values: Float32Array;
  readonly extent: number;
}

export function Grow({ to, layer, values, extent }: Props) {
  const { pointer } = useWorkspace();
  const element = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows once.
  useLayoutEffect(() => {
    const own = element.current;
    const { pressed: from } = pointer.getState();
    pointer.setState({ pressed: null });
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!own || !from || isStill) return;
    own.hidden = false;
    const { left, top } = own.getBoundingClientRect();
    const start = `translate(${from.x - left}px, ${from.y - top}px) scale(${from.width / to.width}, ${from.height / to.height})`;
    const growing = own.animate([{ transform: start }, { transform: 'none' }], { duration: GROWS, easing: 'ease-out' });
    growing.onfinish = () => {
      own.hidden = true;
    };
    return () => growing.cancel();
  }, []);
  return (
    <div ref={element} hidden className="opened-grow" style={placed(to)} aria-hidden>
      <MapPicture values={values} rows={layer.rows} columns={layer.columns} extent={extent} />
    </div>
  );
}
