/**
 * Over the maps of an overview: the lines between modules, their names, a button for each closed one, and the frame of
 * the open one. Arrow keys move between the closed ones.
 */
import type { TFunction } from 'i18next';
import { X } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { overviewForms } from '../../../workspace/stage/forms';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { StageLayout } from '../../../workspace/stage/layout';
import { type Module, modulesOf, type Section } from '../../../workspace/stage/modules';
import type { ModulePlace, Overview as Places } from '../../../workspace/stage/overview';
import { isFocusLost } from '../../parts/focus';
import { IconButton } from '../../parts/IconButton';
import { useWorkspace } from '../../playground';
import { placed } from '../placed';
import '../../styles/overview.css';

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
  readonly overview: Places;
}

const sizeText = ({ rows, columns }: StageLayer): string => `${rows} × ${columns}`;
/** The same for a narrow place: `55²`. */
const shortSize = (layer: StageLayer): string => (layer.rows === layer.columns ? `${layer.rows}²` : sizeText(layer));

export const Overview = memo(function Overview({ network, layout, overview }: Props) {
  const { t } = useTranslation();
  const forms = useMemo(() => overviewForms(layout, overview), [layout, overview]);
  return (
    <>
      <svg className="overview-forms" width={layout.width} height={layout.height} aria-hidden="true">
        <path d={forms.lines} />
        <path d={forms.arcs} />
        <path className="overview-bracket" d={forms.brackets} />
        <path className="overview-funnel" d={forms.funnels} />
        {forms.sums.map(({ x, y }) => (
          <g key={`${x} ${y}`} className="overview-sum" transform={`translate(${x} ${y})`}>
            <circle r={5} />
            <path d="M-3 0H3M0 -3V3" />
          </g>
        ))}
      </svg>
      {overview.heads.map((head) => (
        <Head key={head.of[0]?.key} of={head.of} style={placed(head)} t={t} />
      ))}
      <Modules network={network} overview={overview} />
    </>
  );
});

interface HeadProps {
  readonly of: Section;
  readonly style: ReturnType<typeof placed>;
  readonly t: TFunction;
}

/** The name of a module with its maps, or how many there are of one size. */
function Head({ of, style, t }: HeadProps) {
  const [first, ...others] = of;
  if (!first) return null;
  const { sized, name } = first;
  const isMaps = sized.form === 'maps';
  const maps = isMaps
    ? `${sized.planes} · ${shortSize(sized)}`
    : t('stageTools.overview.values', { count: sized.rows });
  const title = others.length === 0 ? name : isMaps ? sizeText(sized) : t('stageTools.overview.dense');
  const count = t('stageTools.overview.blocks', { count: of.length });
  return (
    <div className="overview-name" style={style} aria-hidden title={`${title}, ${others.length === 0 ? maps : count}`}>
      <b>{title}</b>
      <span>{others.length === 0 ? maps : count}</span>
    </div>
  );
}

function Modules({ network, overview: { modules } }: { readonly network: Network; readonly overview: Places }) {
  const { t } = useTranslation();
  const { store, pointer } = useWorkspace();
  const group = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(modules[0]?.module.key ?? 0);
  const opened = modules.find(({ isOpen }) => isOpen)?.module.key ?? null;
  const before = useRef(opened);
  // There may be hundreds.
  const labels = useMemo(() => {
    const whatOf = ({ last }: Module): string =>
      last.form === 'maps'
        ? t('stageTools.overview.maps', { count: last.planes, rows: last.rows, columns: last.columns })
        : t('stageTools.overview.values', { count: last.rows });
    return new Map(
      modulesOf(network.blocks).map((module) => [
        module,
        t('stageTools.overview.open', { name: module.name, what: whatOf(module) }),
      ]),
    );
  }, [network, t]);
  const stop = modules.some(({ module, isOpen }) => !isOpen && module.key === focused)
    ? focused
    : modules.find(({ isOpen }) => !isOpen)?.module.key;

  // The focus follows what opens, and returns to what closes.
  useEffect(() => {
    const key = opened ?? before.current;
    before.current = opened;
    if (isFocusLost() && key !== null) find(group.current, key)?.focus({ preventScroll: true });
  }, [opened]);

  const open = (key: number): void => {
    pointer.setState({ hover: null });
    store.setState({ module: key });
  };
  const move = (event: KeyboardEvent, at: number): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const to =
      event.key === 'Home' ? modules[0] : event.key === 'End' ? modules.at(-1) : step ? modules[at + step] : undefined;
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    find(group.current, to.module.key)?.focus();
  };
  return (
    <div ref={group} role="toolbar" aria-label={t('stageTools.overview.label')} className="overview-modules">
      {modules.map((place, i) =>
        place.isOpen ? (
          <OpenModule key={place.module.key} network={network} place={place} onKeyDown={(event) => move(event, i)} />
        ) : (
          <button
            key={place.module.key}
            type="button"
            className="overview-module stage-own"
            style={placed(place)}
            data-testid="module"
            data-module={place.module.name}
            data-key={place.module.key}
            title={place.module.name}
            aria-label={labels.get(place.module)}
            aria-expanded={false}
            tabIndex={place.module.key === stop ? 0 : -1}
            onFocus={() => setFocused(place.module.key)}
            onKeyDown={(event) => move(event, i)}
            onClick={() => open(place.module.key)}
          />
        ),
      )}
    </div>
  );
}

const find = (group: Element | null, key: number): HTMLElement | null =>
  group?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null;

interface OpenProps {
  readonly network: Network;
  readonly place: ModulePlace;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The frame of the open module. Its layers stand in it as on any stage. */
function OpenModule({ network, place, onKeyDown }: OpenProps) {
  const { t } = useTranslation();
  const { store, pointer } = useWorkspace();
  const { name, blocks, last, key } = place.module;
  const reads = network.blocks[blocks[0]?.reads[0] ?? 0]?.layers.at(-1);
  const count = ({ form, planes, rows }: StageLayer): number => (form === 'maps' ? planes : rows);
  const values = { from: reads ? count(reads) : 0, to: count(last) };
  const close = (): void => {
    pointer.setState({ hover: null });
    store.setState({ module: null });
  };
  return (
    <section
      className="overview-open"
      style={placed(place)}
      data-testid="opened-module"
      data-module={name}
      data-key={key}
      aria-label={name}
      tabIndex={-1}
      onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event)}
    >
      <div className="overview-open-head stage-own">
        <h3>{name}</h3>
        <p className="muted">
          {last.form === 'maps'
            ? t('stageTools.overview.inOut', { ...values, size: sizeText(last) })
            : t('stageTools.overview.inOutValues', values)}
        </p>
        <IconButton quiet label={t('stageTools.overview.close')} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}
