/** The opened map, computed value by value in a sheet over the stage, beside the pad: one draws, and watches. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { networkSource } from '../../../workspace/player/source';
import { layerIn, pixelAtIndex, pixelOf, type Selection } from '../../../workspace/selection';
import { Player } from '../../player/Player';
import { useWorkspace } from '../../playground';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
  /** Of what is opened, in words. */
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
    <Dialog.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className="player-sheet"
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
          // The button that opened it is there again, but another one.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            document.getElementById('inspector-title')?.focus();
          }}
          // Escape closes this, and is not to close what lies behind it too.
          onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
        >
          <div className="player-sheet-title">
            <Dialog.Title>
              {t('player.title')} <span className="muted">{name}</span>
            </Dialog.Title>
            <Dialog.Close className="quiet icon" aria-label={t('player.close')}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          <Player
            source={source}
            node={selection.layer}
            channel={selection.channel}
            {...(pixel && { start: pixel.index })}
            isPlaying
            onShown={shown}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
