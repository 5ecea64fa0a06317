/** The page "Kernels": one layer as a flow, one kernel in the hand, or all layers with what one value has seen. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NARROW } from '../../workspace/labs/kernelLab/layout';
import { unitOf } from '../../workspace/stage/opened';
import { useRoom } from '../explore/useRoom';
import { useFirstPicture } from '../labs/LabInput';
import { LabPage } from '../labs/LabPage';
import '../styles/kernelLab.css';
import '../styles/kernelFlow.css';
import '../styles/kernelBand.css';
import '../styles/kernelViews.css';
import '../styles/kernelDialogs.css';
import '../styles/kernelNarrow.css';
import { Edit } from './Edit';
import { Flow } from './Flow';
import { Saving } from './SaveMap';
import { Stack } from './Stack';
import { useKernels, useKernelsState } from './useKernels';
import { LiveMaps } from './useLive';

const views = { flow: Flow, edit: Edit, stack: Stack } as const;

export function KernelLab() {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const view = useKernelsState((state) => state.view);
  // In the other views there is nothing to choose a picture with.
  useFirstPicture();
  const page = useRef<HTMLDivElement>(null);
  const none = useRef<HTMLDivElement>(null);
  const room = useRoom(page, none);
  const View = views[view];
  const unit = room.width < NARROW ? 1 : unitOf(room);
  return (
    <LabPage lab={lab} className="kernels">
      <h1 className="unseen">{t('kernelLab.title')}</h1>
      <div
        ref={page}
        className="kernels-page"
        data-view={view}
        data-narrow={room.width < NARROW || undefined}
        style={{ '--u': `${unit}px`, '--room': room.width, minHeight: room.height } as React.CSSProperties}
      >
        {room.width > 0 && (
          <LiveMaps>
            <Saving>
              <View room={room} />
            </Saving>
          </LiveMaps>
        )}
      </div>
    </LabPage>
  );
}
