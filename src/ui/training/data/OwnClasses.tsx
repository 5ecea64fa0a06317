/** The classes of an own set: named, added, deleted here, with everything undone again. */
import { Camera, Download, Plus, Redo2, Trash2, Undo2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createDataView } from '../../../store/trainingData';
import { saveFile } from '../../../workspace/export/files';
import type { Taken } from '../../../workspace/training/files/examples';
import {
  factsOf,
  freeName,
  LONGEST_NAME,
  MOST_CLASSES,
  type OwnClass,
  type OwnSet,
  renamed,
  withClass,
  withExamples,
  withoutClass,
  withoutExample,
} from '../../../workspace/training/own/ownSet';
import { heldBack } from '../../../workspace/training/split';
import { Button } from '../../parts/Button';
import { IconButton } from '../../parts/IconButton';
import { NameField } from '../../parts/NameField';
import { usePlayground, useWorkspace } from '../../playground';
import { useTrain } from '../useTrain';
import { ClassRow, PAGE } from './ClassRow';
import { LeftOutList } from './LeftOutList';
import { useDataView, useOwnSets } from './useOwn';

export function OwnClasses({ set }: { readonly set: OwnSet }) {
  const { t } = useTranslation();
  const { own } = useTrain();
  const sets = useOwnSets((state) => state.sets);
  const canUndo = useOwnSets((state) => state.history.past.length > 0);
  const canRedo = useOwnSets((state) => state.history.future.length > 0);
  const [told, setTold] = useState<Uploaded | null>(null);
  const most = Math.max(1, ...set.classes.map(({ examples }) => examples.length));
  const rename = (name: string): void => {
    const taken = sets.filter((each) => each.id !== set.id).map((each) => each.name);
    own.change({ ...set, name: freeName(name, taken) });
  };
  const save = async (): Promise<void> => {
    const { zipOf } = await import('../../../workspace/training/files/exporting');
    saveFile(await zipOf(set), `${set.name}.zip`);
  };
  return (
    <>
      <div className="train-own-head">
        <NameField label={t('train.own.name')} value={set.name} longest={LONGEST_NAME} onChange={rename} />
        <div className="row tight">
          <IconButton label={t('train.own.undo')} idle={!canUndo} onClick={() => own.undo()}>
            <Undo2 size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('train.own.redo')} idle={!canRedo} onClick={() => own.redo()}>
            <Redo2 size={16} aria-hidden />
          </IconButton>
          <Button onClick={() => void save()}>
            <Download size={16} aria-hidden />
            {t('train.own.exportSet')}
          </Button>
          <IconButton label={t('train.own.removeSet')} onClick={() => own.remove(set.id)}>
            <Trash2 size={16} aria-hidden />
          </IconButton>
        </div>
      </div>
      <div role="status" data-testid="upload-told">
        {told && <Told {...told} onClose={() => setTold(null)} />}
      </div>
      <ul className="train-class-list">
        {set.classes.map((one, label) => (
          <OwnRow key={one.key} set={set} one={one} label={label} most={most} onTaken={setTold} />
        ))}
      </ul>
      <div className="train-own-head">
        <Button
          idle={set.classes.length >= MOST_CLASSES}
          onClick={() => own.change(withClass(set, t('train.own.class', { number: set.classes.length + 1 })))}
        >
          <Plus size={16} aria-hidden />
          {t('train.own.addClass')}
        </Button>
        <p className="small muted train-held">{t('train.own.held')}</p>
      </div>
    </>
  );
}

/** What became of the files for a class. */
interface Uploaded extends Taken {
  /** Of the class. */
  readonly name: string;
}

function Told({ name, examples, left, onClose }: Uploaded & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="train-told" data-level={left.length === 0 ? 'info' : 'warning'}>
      <p>{t('train.own.added', { name, count: examples.length })}</p>
      <LeftOutList left={left} />
      <Button className="quiet" onClick={onClose}>
        {t('train.close')}
      </Button>
    </div>
  );
}

interface RowProps {
  readonly onTaken: (uploaded: Uploaded) => void;
  readonly set: OwnSet;
  readonly one: OwnClass;
  readonly label: number;
  readonly most: number;
}

function OwnRow({ set, one, label, most, onTaken }: RowProps) {
  const { t } = useTranslation();
  const { own } = useTrain();
  const { input } = useWorkspace();
  const view = usePlayground().part(createDataView);
  const chosen = useDataView((state) => Math.min(state.chosen, set.classes.length - 1));
  const opened = useDataView((state) =>
    state.opened?.set === set.id && state.opened.label === one.key ? state.opened.place : null,
  );
  const [first, setFirst] = useState(0);
  const chooser = useRef<HTMLInputElement>(null);
  const { name, key, examples } = one;
  const from = Math.min(first, Math.max(0, Math.ceil(examples.length / PAGE) - 1) * PAGE);
  // A class is kept back by its place among those that have pictures.
  const place = set.classes.slice(0, label).filter((each) => each.examples.length > 0).length;
  const upload = async (files: readonly File[]): Promise<void> => {
    const { examplesFrom } = await import('../../../workspace/training/files/examples');
    const taken = await examplesFrom(files, set);
    const now = own.get(set.id);
    if (now && taken.examples.length > 0) own.change(withExamples(now, key, taken.examples));
    onTaken({ name, ...taken });
  };
  return (
    <ClassRow
      label={label}
      name={name}
      title={
        <NameField
          label={t('train.own.className', { number: label + 1 })}
          value={name}
          longest={LONGEST_NAME}
          onFocus={() => view.setState({ chosen: label })}
          onChange={(next) => own.change(renamed(set, key, next))}
        />
      }
      facts={factsOf(set)}
      count={examples.length}
      most={most}
      first={from}
      onFirst={setFirst}
      pictures={examples.slice(from, from + PAGE)}
      held={heldBack(examples.length, place).slice(from, from + PAGE)}
      opened={opened}
      onOpen={(at, bytes) => view.setState({ chosen: label, opened: { set: set.id, label: key, place: at, bytes } })}
      onDelete={(at) => own.change(withoutExample(set, key, at))}
      isChosen={chosen === label}
    >
      <span className="train-class-tools">
        {opened !== null && opened < examples.length && (
          <IconButton
            quiet
            label={t('train.own.removeExample')}
            onClick={() => {
              own.change(withoutExample(set, key, opened));
              view.setState({ opened: null });
            }}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
        <IconButton
          quiet
          label={t('train.own.camera', { name })}
          onClick={() => {
            view.setState({ chosen: label });
            input.choose('camera');
          }}
        >
          <Camera size={16} aria-hidden />
        </IconButton>
        <IconButton quiet label={t('train.own.upload', { name })} onClick={() => chooser.current?.click()}>
          <Upload size={16} aria-hidden />
        </IconButton>
        <IconButton
          quiet
          label={t('train.own.removeClass', { name })}
          onClick={() => own.change(withoutClass(set, key))}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          multiple
          className="unseen"
          tabIndex={-1}
          aria-hidden
          onChange={({ target }) => {
            void upload([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </span>
    </ClassRow>
  );
}
