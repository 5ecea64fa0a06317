/**
 * Saves any map as a picture and as numbers: a right click or long press on a map opens the dialog with that map, the
 * share dialog opens it with the first.
 */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapColours } from '../../workspace/export/mapPicture';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { Branch, RowKind } from '../../workspace/labs/pooling/spec';
import { useMenu, useOffered } from '../labs/saving';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { Export } from '../parts/Export';
import { useHidden } from '../parts/useHidden';
import { useLook } from './useLook';
import { sizeOf, useChannel, usePooling, useReading } from './usePooling';

interface Wanted {
  readonly kind: RowKind;
  readonly branch: Branch;
}

const Context = createContext<((wanted: Wanted) => void) | null>(null);

/** Handlers of a map that can be saved. */
export function useSaving(kind: RowKind, branch: Branch) {
  const open = useContext(Context);
  return useMenu(open && (() => open({ kind, branch })));
}

/** Gives the maps of `standing` the dialog. `isOffered`: in the share dialog as well. */
export function Saving(props: {
  readonly standing: Standing;
  readonly isOffered?: boolean;
  readonly children: ReactNode;
}) {
  const { standing, isOffered = false, children } = props;
  const isHidden = useHidden('save');
  const [wanted, setWanted] = useState<Wanted | null>(null);
  useOffered(isOffered && !isHidden ? () => setWanted({ kind: 'map', branch: 'clean' }) : null);
  return (
    <Context value={isHidden ? null : setWanted}>
      {children}
      {wanted && <SaveMap standing={standing} wanted={wanted} onWanted={setWanted} />}
    </Context>
  );
}

interface Props {
  readonly standing: Standing;
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted | null) => void;
}

function SaveMap({ standing, wanted, onWanted }: Props) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const reading = useReading(standing);
  const channel = useChannel(standing);
  const { kinds, branches, channels, geometry } = standing.pooling;
  const kind = kinds.includes(wanted.kind) ? wanted.kind : 'max';
  const branch = branches.includes(wanted.branch) ? wanted.branch : 'clean';
  const look = useLook(standing, kind, branch);
  const colours = (): MapColours => {
    if (look.colour !== 'signed') return look;
    const { min = 0, max = 0 } = pooling.lab.frame.getState().ranges.get(pooling.tensor(standing, branch, kind)) ?? {};
    return { ...look, extent: Math.max(0, -min, max) };
  };
  const values = async (): Promise<Float32Array | null> => {
    const [clean, changed] = [reading?.clean.get(kind), reading?.changed.get(kind)];
    const all =
      branch === 'clean'
        ? clean
        : branch === 'changed'
          ? changed
          : clean && changed?.map((value, i) => value - (clean[i] ?? 0));
    const count = (all?.length ?? 0) / channels;
    return all?.slice(channel * count, (channel + 1) * count) ?? null;
  };
  return (
    <Dialog
      isModal
      className="pooling-save"
      title={t('pooling.save')}
      close={t('pooling.close')}
      onClose={() => onWanted(null)}
    >
      <Choice
        label={t('pooling.saveMap')}
        options={kinds}
        value={kind}
        onChange={(next) => onWanted({ kind: next, branch })}
        name={(each) => t(`pooling.kinds.${each}`)}
      />
      {branches.length > 1 && (
        <Choice
          label={t('pooling.saveBranch')}
          options={branches}
          value={branch}
          onChange={(next) => onWanted({ kind, branch: next })}
          name={(each) => t(`pooling.branches.${each === 'changed' ? standing.settings.experiment : each}`)}
        />
      )}
      {reading ? (
        <Export name={`${kind} ${branch}`} shape={sizeOf(kind, geometry)} values={values} colours={colours} />
      ) : (
        <p className="muted">{t('pooling.waiting')}</p>
      )}
    </Dialog>
  );
}
