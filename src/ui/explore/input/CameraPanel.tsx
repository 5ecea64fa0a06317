/** The camera: live frames for the network, frozen with Space; open only while the page is visible. */
import { CameraOff, FlipVertical2, Pause, Play } from 'lucide-react';
import { type CSSProperties, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CameraState } from '../../../workspace/input/camera';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { IconButton } from '../../parts/IconButton';
import { WholePage } from '../../parts/WholePage';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/input.css';
import { CropOutline } from './CropOutline';
import { CropZoom } from './CropZoom';
import { createCamera } from './keptCamera';
import { useCropping } from './useCropping';

export function CameraPanel() {
  const { t } = useTranslation();
  const kept = useWorkspace().part(createCamera);
  const { camera } = kept;
  const state = useStore(camera.state);
  const size = useWork(({ network }) => network?.preprocessing.size);
  const view = useRef<HTMLDivElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const { phase, frame, mirrored, devices, device } = state;
  const cropped = { picture: frame ?? { width: 4, height: 3 }, size: size ?? ([1, 1] as const) };
  const handlers = useCropping(view, cropped, mirrored);

  useEffect(() => kept.use(), [kept]);
  // In the same task as the panel comes and goes: a video that leaves the document pauses.
  useLayoutEffect(() => (screen.current ? kept.show(screen.current) : undefined), [kept]);

  useEffect(() => {
    const space = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || (event.target !== document.body && event.target !== view.current)) return;
      event.preventDefault();
      camera.freeze(camera.state.getState().phase === 'live');
    };
    document.addEventListener('keydown', space);
    return () => document.removeEventListener('keydown', space);
  }, [camera]);

  const { width, height } = cropped.picture;
  const shape: CSSProperties = {
    aspectRatio: `${width} / ${height}`,
    [width >= height ? 'width' : 'height']: '100%',
  };
  const isOn = phase === 'live' || phase === 'frozen';
  return (
    <>
      <div className="pad-frame picture-frame" id="pad">
        <div
          ref={view}
          className="picture camera"
          data-phase={phase}
          style={shape}
          role="application"
          aria-label={t('moreInput.camera.view')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: dragged, frozen and moved by keys.
          tabIndex={0}
          {...handlers}
        >
          <div ref={screen} className={mirrored ? 'mirrored' : undefined}>
            {isOn && <CropOutline cropped={cropped} />}
          </div>
        </div>
        {!isOn && <Closed state={state} onStart={() => void camera.start()} />}
      </div>
      <div className="pen-tools row tight">
        <Button idle={!isOn} onClick={() => camera.freeze(phase === 'live')}>
          {phase === 'frozen' ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          {t(phase === 'frozen' ? 'moreInput.camera.continue' : 'moreInput.camera.freeze')}
        </Button>
        <IconButton
          idle={!isOn}
          aria-pressed={mirrored}
          label={t('moreInput.camera.mirror')}
          onClick={() => camera.state.setState({ mirrored: !mirrored })}
        >
          <FlipVertical2 size={16} aria-hidden />
        </IconButton>
        <CropZoom cropped={cropped} />
        {devices.length > 1 && (
          <Choice
            label={t('moreInput.camera.which')}
            className="camera-device"
            options={devices.map(({ id }) => id)}
            value={device ?? ''}
            onChange={(id) => void camera.start(id)}
            name={(id) => devices.find((each) => each.id === id)?.name ?? ''}
          />
        )}
        <p className="muted small" role="status">
          {phase === 'frozen' && t('moreInput.camera.frozen')}
          {phase === 'live' && t(mirrored ? 'moreInput.camera.liveMirrored' : 'moreInput.camera.live')}
        </p>
      </div>
    </>
  );
}

/** Shown while the camera is closed, with a button to open it again. */
function Closed({ state, onStart }: { readonly state: CameraState; readonly onStart: () => void }) {
  const { t } = useTranslation();
  const { phase, failure } = state;
  return (
    <div className="camera-closed">
      {phase === 'starting' ? (
        <p>{t('moreInput.camera.starting')}</p>
      ) : (
        <>
          <CameraOff size={32} strokeWidth={1.25} aria-hidden />
          {failure && <p>{t(`moreInput.messages.${failure}`)}</p>}
          {failure === 'camera-framed' && <WholePage />}
          <button type="button" className="button" onClick={onStart}>
            {t('moreInput.camera.start')}
          </button>
        </>
      )}
    </div>
  );
}
