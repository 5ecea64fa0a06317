/** Curves from the maps that feed the pixel under the pointer: wider if stronger, dashed if negative. */

import { useEffect } from 'react';
import { onFrame } from '../../../workspace/frame';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { edgesOf, type Fed, feedRows } from '../../../workspace/stage/edges';
import { readFeeds } from '../../../workspace/stage/feeds';
import type { StageLayout } from '../../../workspace/stage/layout';
import { samePixel } from '../../../workspace/stage/pointer';
import { useGiven, usePointed, useWorkspace } from '../../playground';
import '../../styles/stageTools.css';

/** How long the pointer rests before the pixel's feeds are computed, in milliseconds. */
const RESTED = 80;
const read = latestWins(readFeeds);

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
  readonly fed: Fed | null;
  readonly onFed: (fed: Fed | null) => void;
}

export function Edges({ network, layout, fed, onFed }: Props) {
  const { engine, frame, host } = useWorkspace();
  const hover = usePointed((state) => state.hover);
  const isNormalised = useGiven(({ steps }) => steps.normalising);

  useEffect(() => {
    if (!hover) return;
    let isCurrent = true;
    const ask = (): void => {
      read(engine, network, hover, isNormalised).then(
        (feeds) => isCurrent && feeds && onFed({ feeds, rows: feedRows(feeds) }),
        (error: unknown) => host.say(messageFor(error)),
      );
    };
    const timer = setTimeout(ask, RESTED);
    const stop = onFrame(frame, ask);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      stop();
      onFed(null);
    };
  }, [engine, frame, host, network, hover, isNormalised, onFed]);

  if (!fed || !samePixel(fed.feeds.pixel, hover)) return null;
  return (
    <svg className="edges" width={layout.width} height={layout.height} aria-hidden="true">
      {edgesOf(layout, fed.feeds).map(({ layer, channel, amount, isHop, share, path }) => (
        <g key={`${layer} ${channel}`} className={amount < 0 ? 'edge negative' : 'edge'} opacity={0.35 + 0.65 * share}>
          <path className="edge-halo" d={path} strokeWidth={3 + 3.5 * share} />
          <path
            d={path}
            strokeWidth={1 + 3.5 * share}
            data-testid={isHop ? 'hop' : 'edge'}
            data-layer={layer}
            data-channel={channel}
            data-amount={amount}
          />
        </g>
      ))}
    </svg>
  );
}
