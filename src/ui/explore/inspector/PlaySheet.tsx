/** The open map, computed value by value in a sheet over the stage, beside the pad. */
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { networkSource } from '../../../workspace/player/source';
import { layerIn, pixelAtIndex, pixelOf, type Selection } from '../../../workspace/selection';
import { Dialog } from '../../parts/Dialog';
import { Player } from '../../player/Player';
import { useWorkspace } from '../../playground';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
  /** The name of the selection, in words. */
  readonly name: string;
  readonly onClose: () => void;
}

export function PlaySheet({ network, selection, name, onClose }: Props) {
  const { t } = useTranslation();
  const { engine, frame, pointer } = useWorkspace();
  const source = useMemo(() => networkSource(network, engine, frame), [network, engine, frame]);
  const layer = layerIn(network.units, selection.layer);
  const pixel = layer && pixelOf(selection, layer);
  const shown = useCallback(
    (index: number) => {
      if (layer) pointer.setState({ hover: pixelAtIndex(layer, index) });
    },
    [pointer, layer],
  );
  useEffect(() => () => pointer.setState({ hover: null }), [pointer]);
  return (
    <Dialog
      className="player-sheet"
      title={
        <>
          {t('player.title')} <span className="muted">{name}</span>
        </>
      }
      close={t('player.close')}
      onClose={onClose}
      // The button that opened the sheet has been re-created.
      returnFocus={() => document.getElementById('inspector-title')?.focus()}
    >
      <Player
        source={source}
        node={selection.layer}
        channel={selection.channel}
        {...(pixel && { start: pixel.index })}
        isPlaying
        onShown={shown}
      />
    </Dialog>
  );
}
