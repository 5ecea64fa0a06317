/** The classes of a bundled or generated set, whose pictures the worker has. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createDataView } from '../../../store/trainingData';
import type { Looked } from '../../../workspace/training/look';
import { useClassNames } from '../../parts/useClassNames';
import { usePlayground } from '../../playground';
import { useLabels, useTrain, useTraining } from '../useTrain';
import { ClassRow, PAGE } from './ClassRow';
import { useDataView } from './useOwn';

export function KnownClasses() {
  const { t } = useTranslation();
  const id = useTraining((state) => state.set.id);
  const labels = useLabels();
  return (
    <>
      <ul className="train-class-list" key={id}>
        {labels.map((label, index) => (
          <KnownClass key={label} label={index} />
        ))}
      </ul>
      <p className="small muted train-held">{t('train.own.heldLast')}</p>
    </>
  );
}

function KnownClass({ label }: { readonly label: number }) {
  const names = useClassNames();
  const { training } = useTrain();
  const view = usePlayground().part(createDataView);
  const facts = useTraining((state) => state.set);
  const isOpen = useTraining((state) => state.status !== 'loading');
  const [first, setFirst] = useState(0);
  const [looked, setLooked] = useState<Looked | null>(null);
  const opened = useDataView((state) =>
    state.opened?.set === facts.id && state.opened.label === label ? state.opened.place : null,
  );
  const name = names.short(facts.labels[label] ?? '');
  useEffect(() => {
    if (!isOpen) return;
    let isStale = false;
    void training.conversation.ask({ kind: 'look', label, first, count: PAGE }).then((given) => {
      if (isStale || given?.kind !== 'look') return;
      setLooked(given.looked);
      const [bytes] = given.looked.pictures;
      // Something is looked at from the start.
      if (label === 0 && bytes && view.getState().opened?.set !== facts.id) {
        view.setState({ opened: { set: facts.id, label, place: first, bytes } });
      }
    });
    return () => {
      isStale = true;
    };
  }, [training, view, facts, label, first, isOpen]);
  return (
    <ClassRow
      label={label}
      name={name}
      title={<b>{name}</b>}
      facts={facts}
      count={looked?.counts[label] ?? 0}
      most={Math.max(1, ...(looked?.counts ?? []))}
      first={first}
      onFirst={setFirst}
      pictures={looked?.pictures ?? []}
      held={looked?.held ?? []}
      opened={opened}
      onOpen={(place, bytes) => view.setState({ opened: { set: facts.id, label, place, bytes } })}
    />
  );
}
