/** What the network sees: each step of preprocessing as a small picture, each with a switch. */
import { useTranslation } from 'react-i18next';
import { type InputKind, type PreprocessingStep, preprocessingSteps } from '../../store/choices';
import type { Network } from '../../store/network';
import { lazily } from '../parts/lazily';
import { Plane } from '../parts/Plane';
import { Toggle } from '../parts/Toggle';
import { useFrame, usePlayground, useSession } from '../playground';

export function Sees() {
  const { t } = useTranslation();
  const network = useSession((state) => state.network);
  const input = useSession((state) => state.input);
  return (
    <section className="sees" aria-labelledby="sees-title">
      <h2 id="sees-title">{t('sees.title')}</h2>
      {network && <Steps network={network} input={input} />}
    </section>
  );
}

const WorkingSizes = lazily(() => import('./input/WorkingSizes').then((part) => part.WorkingSizes));

/** Switches that do something to this kind of network. */
const switchesFor: { readonly [K in Network['preprocessing']['kind']]: readonly PreprocessingStep[] } = {
  drawing: preprocessingSteps,
  picture: ['normalising'],
};

function Steps({ network, input }: { readonly network: Network; readonly input: InputKind }) {
  const { t } = useTranslation();
  const { setStep } = usePlayground();
  const steps = useSession((state) => state.steps);
  const { preprocessing } = network;
  const [height, width] = preprocessing.size;
  return (
    <>
      {preprocessing.kind === 'drawing' ? (
        <DrawingSteps rows={height} columns={width} />
      ) : (
        <PictureSteps rows={height} columns={width} channels={preprocessing.mean.length} />
      )}
      <Nothing input={input} />
      {preprocessing.kind === 'picture' && <WorkingSizes network={network} />}
      <div className="sees-switches">
        {switchesFor[preprocessing.kind].map((step) => (
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

interface PlaneSize {
  readonly rows: number;
  readonly columns: number;
}

/** The pictures of the steps as the pipeline last made them. */
function usePrepared() {
  const { pipeline } = usePlayground();
  useFrame((state) => state.inputVersion);
  return pipeline.current?.prepared ?? null;
}

function Nothing({ input }: { readonly input: InputKind }) {
  const { t } = useTranslation();
  const prepared = usePrepared();
  if (prepared) return null;
  return <p className="muted">{t(input === 'draw' ? 'sees.empty' : 'sees.emptyPicture')}</p>;
}

function DrawingSteps({ rows, columns }: PlaneSize) {
  const { t } = useTranslation();
  const steps = usePrepared()?.steps;
  return (
    <div className="planes">
      {(['drawn', 'boxed', 'centred'] as const).map((step) => (
        <Plane
          key={step}
          values={steps?.[step].image ?? null}
          rows={rows}
          columns={columns}
          ink="white"
          caption={t(`sees.${step}`)}
        />
      ))}
    </div>
  );
}

function PictureSteps({ rows, columns, channels }: PlaneSize & { readonly channels: number }) {
  const { t } = useTranslation();
  const seen = usePrepared()?.seen ?? null;
  const count = rows * columns;
  if (channels !== 3) {
    return (
      <div className="planes">
        <Plane values={seen} rows={rows} columns={columns} ink="white" caption={t('sees.input')} />
      </div>
    );
  }
  return (
    <div className="planes four">
      <Plane values={seen} rows={rows} columns={columns} ink="colour" caption={t('sees.input')} />
      {(['red', 'green', 'blue'] as const).map((ink, channel) => (
        <Plane
          key={ink}
          values={seen?.subarray(channel * count, (channel + 1) * count) ?? null}
          rows={rows}
          columns={columns}
          ink={ink}
          caption={t(`sees.${ink}`)}
        />
      ))}
    </div>
  );
}
