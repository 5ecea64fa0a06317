/**
 * A layer of the network, explained beside its live numbers: what it does, its formula, the size rule with its numbers
 * filled in, what it costs, its range; and where it can be learned and tried.
 */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { layerOf } from '../../layers';
import { course } from '../../store/lessons/course';
import { placeOf } from '../../store/lessons/glossary';
import { labOf, termOf } from '../../store/lessons/layers';
import { pageParameters, setUp, type Touch } from '../../store/lessons/touch';
import { mapsOf } from '../../workspace/catalogue/records';
import type { FrameState } from '../../workspace/frame';
import { sizeLine } from '../../workspace/inspect/sizeRule';
import type { Network } from '../../workspace/network';
import { grouped, rounded } from '../../workspace/numbers';
import { wordsIn } from '../lessons/words/load';
import { Dialog } from '../parts/Dialog';
import { inPlace } from '../parts/inPlace';
import { Live } from '../parts/Live';
import { useFetched } from '../parts/useFetched';
import { useRecord } from '../parts/useRecord';
import { usePlayground, useSession, useWorkspace } from '../playground';
import '../styles/layerCard.css';

interface Props {
  readonly network: Network;
  /** Its id. */
  readonly layer: string;
  readonly onClose: () => void;
}

export function LayerCard({ network, layer, onClose }: Props) {
  const { t } = useTranslation();
  const node = network.model.nodes.find(({ id }) => id === layer);
  if (!node) return null;
  const kind = t(`kinds.${node.type}`);
  return (
    <Dialog
      isModal
      className="layer-card"
      title={
        <>
          {layer} <span className="muted">{network.swapped.has(layer) ? t('stage.swapped', { kind }) : kind}</span>
        </>
      }
      close={t('layerCard.close')}
      onClose={onClose}
    >
      <p>{t(`layerCard.about.${node.type}`)}</p>
      <p className="number layer-formula">{layerOf(node.type).formula}</p>
      <Numbers network={network} node={node} />
      <Onward network={network} node={node} onClose={onClose} />
    </Dialog>
  );
}

const shapeText = (shape: readonly number[] | undefined): string => (shape ?? []).slice(1).join(' × ');

interface PartProps {
  readonly network: Network;
  readonly node: Network['model']['nodes'][number];
}

function Numbers({ network, node }: PartProps) {
  const { t } = useTranslation();
  const { attributes, inShapes, shape } = node;
  const { axes, cost } = layerOf(node.type);
  const { parameters, macs } = cost(attributes, inShapes, shape);
  const [down, across] = axes?.(attributes, inShapes).map(sizeLine) ?? [];
  const tensor = network.plan.nodes.find(({ id }) => id === node.id)?.output;
  /** Of the last run that measured it. */
  const range = ({ ranges }: FrameState): string => {
    const own = tensor === undefined ? undefined : ranges.get(tensor);
    return own ? t('layerCard.fromTo', { from: rounded(own.min), to: rounded(own.max) }) : '–';
  };
  const row = (name: string, value: ReactNode) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
  return (
    <dl className="layer-numbers" data-testid="layer-numbers">
      {row(t('layerCard.reads'), inShapes.map(shapeText).join(', '))}
      {row(t('layerCard.gives'), shapeText(shape))}
      {down !== undefined && row(t(down === across ? 'layerCard.side' : 'layerCard.height'), down)}
      {across !== undefined && down !== across && row(t('layerCard.width'), across)}
      {row(t('facts.parameters'), grouped(parameters))}
      {row(t('facts.macs'), grouped(macs))}
      {row(t('layerCard.range'), <Live of={range} />)}
    </dl>
  );
}

/** Links to the glossary, the lesson and the laboratory. */
function Onward({ network, node, onClose }: PartProps & Pick<Props, 'onClose'>) {
  const { t } = useTranslation();
  const playground = usePlayground();
  const { engine } = useWorkspace();
  const record = useRecord();
  const words = useFetched(wordsIn[useSession((state) => state.lang)], 'part-load');
  const { addressWith, goTo } = playground.router;
  const term = termOf[node.type];
  const place = term && placeOf(term);
  const lesson = place && course[place.lesson];
  const weights = engine.loaded?.network === network ? engine.loaded.stored.weights : new Map();
  const lab = record && labOf(network.model, node.id, weights, mapsOf(record));
  const link = (text: string, address: string, act: () => void) => {
    const leave = (): void => {
      onClose();
      act();
    };
    return (
      <a key={address} href={address} onClick={inPlace(leave)}>
        {text}
      </a>
    );
  };
  const plain = (text: string, parameters: Touch['parameters']) => {
    const address = addressWith({ at: null, ...parameters });
    return link(text, address, () => goTo(address));
  };
  const toLab = (touch: Touch) => {
    const address = addressWith({ at: null, ...pageParameters(touch) });
    return link(t('layerCard.lab', { page: t(`app.${touch.page}`) }), address, () => setUp(playground, touch, address));
  };
  if (!words) return null;
  return (
    <nav className="layer-onward" aria-label={t('layerCard.onward')}>
      {place &&
        lesson &&
        plain(t('layerCard.lesson', { number: place.lesson + 1, title: words.lessons[lesson.id].title }), {
          page: 'lessons',
          lesson: `${place.lesson + 1}`,
          step: `${place.step + 1}`,
          term: null,
        })}
      {lab && toLab(lab)}
      {term && plain(t('layerCard.glossary', { term: words.glossary[term].name }), { page: 'lessons', term })}
    </nav>
  );
}
