/** How the input becomes what the network sees: each preprocessing step as a small picture with a switch. */
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InputKind, type PreprocessingStep, preprocessingSteps } from '../../workspace/choices';
import { type PlaneName, type Preprocessing, planeNames, sheetOf } from '../../workspace/input/sheets';
import type { Network } from '../../workspace/network';
import { Dialog } from '../parts/Dialog';
import { Disclosure } from '../parts/Disclosure';
import { lazily } from '../parts/lazily';
import { inkOf, Plane } from '../parts/Plane';
import { Toggle } from '../parts/Toggle';
import { useInSight } from '../parts/useInSight';
import { useFrame, useGesture, useGiven, useWorkspace } from '../playground';

interface Props {
  readonly network: Network;
  readonly onClose: () => void;
}

export function Sees({ network, onClose }: Props) {
  const { t } = useTranslation();
  const input = useGiven((state) => state.kind);
  return (
    <Dialog className="sheet sees" title={t('sees.title')} close={t('sees.close')} onClose={onClose}>
      <Steps network={network} input={input} />
    </Dialog>
  );
}

const PixelViewer = lazily(() => import('./input/PixelViewer').then((part) => part.PixelViewer));
const Worth = lazily(() => import('./input/Worth').then((part) => part.Worth));
const WorkingSizes = lazily(() => import('./input/WorkingSizes').then((part) => part.WorkingSizes));

/** The switches that affect this kind of network. */
const switchesFor: { readonly [K in Network['preprocessing']['kind']]: readonly PreprocessingStep[] } = {
  drawing: preprocessingSteps,
  picture: ['cropping', 'averaging', 'normalising'],
};

/** A network's switches; cropping only where there is a crop. */
function useSwitches(kind: Network['preprocessing']['kind'], input: InputKind): readonly PreprocessingStep[] {
  const isCropped = useGesture(({ crop: { centre, zoom } }) => zoom > 1 || centre[0] !== 0.5 || centre[1] !== 0.5);
  const isOff = useGiven((state) => !state.steps.cropping);
  const crops = input !== 'draw' && (isCropped || isOff);
  return useMemo(() => switchesFor[kind].filter((step) => crops || step !== 'cropping'), [kind, crops]);
}

function Steps({ network, input }: { readonly network: Network; readonly input: InputKind }) {
  const { t } = useTranslation();
  const { setStep } = useWorkspace().input;
  const steps = useGiven((state) => state.steps);
  const { preprocessing } = network;
  const [height, width] = preprocessing.size;
  const switches = useSwitches(preprocessing.kind, input);
  return (
    <>
      <SeenPlanes preprocessing={preprocessing} />
      <Nothing input={input} />
      {preprocessing.kind === 'picture' && <WorkingSizes network={network} />}
      <Disclosure title={t('sees.worth')}>
        <Worth key={network.spec.name} network={network} switches={switches} />
      </Disclosure>
      <div className="sees-switches">
        {switches.map((step) => (
          <Toggle
            key={step}
            label={t(`sees.steps.${step}`)}
            checked={steps[step]}
            onChange={(on) => setStep(step, on)}
          />
        ))}
      </div>
      <p className="muted">
        {preprocessing.kind === 'drawing'
          ? t('sees.digits', { box: preprocessing.box })
          : t('sees.picture', { width, height })}
      </p>
    </>
  );
}

function Nothing({ input }: { readonly input: InputKind }) {
  const { t } = useTranslation();
  const { pipeline } = useWorkspace().input;
  const isSomething = useFrame(() => Boolean(pipeline.current?.prepared));
  if (isSomething) return null;
  return <p className="muted">{t(input === 'draw' ? 'sees.empty' : 'sees.emptyPicture')}</p>;
}

/** Each plane as a small picture that opens as numbers. Not redrawn while out of sight. */
function SeenPlanes({ preprocessing }: { readonly preprocessing: Preprocessing }) {
  const { t } = useTranslation();
  const { pipeline } = useWorkspace().input;
  const planes = useRef<HTMLDivElement>(null);
  const isInSight = useInSight(planes);
  useFrame((state) => isInSight && state.inputVersion);
  const [opened, setOpened] = useState<PlaneName | null>(null);
  const names = planeNames(preprocessing);
  const shown = opened && (names.includes(opened) ? opened : names[0]);
  return (
    <>
      <div ref={planes} className={names.length > 3 ? 'planes four' : 'planes'}>
        {names.map((name) => (
          <Plane
            key={name}
            sheet={sheetOf(name, preprocessing, pipeline.current?.prepared ?? null)}
            ink={inkOf(name, preprocessing)}
            caption={t(`sees.${name}`)}
            label={t('sees.open', { name: t(`sees.${name}`) })}
            onOpen={() => setOpened(name)}
          />
        ))}
      </div>
      {shown && (
        <PixelViewer name={shown} preprocessing={preprocessing} onName={setOpened} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
