/**
 * The network at the playhead, to be taken along: saved on this device, downloaded, or opened in Explore; and all that
 * have been saved.
 */
import { Download, FolderOpen, Trash2 } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { say } from '../../../store/session';
import type { ModelSource } from '../../../workspace/catalogue/records';
import { LONGEST_NAME, type SavedModel, type Shelf } from '../../../workspace/catalogue/shelf';
import { saveFile } from '../../../workspace/export/files';
import { messageFor } from '../../../workspace/messages';
import { percent } from '../../../workspace/numbers';
import { takenFrom } from '../../../workspace/training/taken';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { IconButton } from '../../parts/IconButton';
import { NameField } from '../../parts/NameField';
import { useFetched } from '../../parts/useFetched';
import { usePlayground } from '../../playground';
import { useMoment, useTrain } from '../useTrain';
import { useOpen } from './useOpen';
import '../../styles/trainTake.css';

interface Props {
  /** What the network would be called if the person says nothing else. */
  readonly called: string;
  readonly onClose: () => void;
}

export function TakeAlong({ called, onClose }: Props) {
  const { t } = useTranslation();
  const { host } = usePlayground();
  const shelf = useFetched(host.catalogue.shelf);
  return (
    <Dialog
      className="sheet train-take"
      title={t('train.take.title')}
      close={t('train.close')}
      onClose={onClose}
      isModal
    >
      {shelf && <Now shelf={shelf} called={called} />}
      {shelf && <Saved shelf={shelf} />}
    </Dialog>
  );
}

const fileOf = (file: Uint8Array<ArrayBuffer>): Blob => new Blob([file], { type: 'application/octet-stream' });

function Now({ shelf, called }: { readonly shelf: Shelf; readonly called: string }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const { training } = useTrain();
  const moment = useMoment();
  const open = useOpen();
  const [name, setName] = useState(called);
  const [isSaved, setSaved] = useState(false);
  /** Saves what stands at the playhead; null if nothing does. */
  const save = async (): Promise<ModelSource | null> => {
    const taken = await takenFrom(training);
    return taken && shelf.save(taken, name.trim() === '' ? called : name);
  };
  const attempt = (act: () => Promise<void>) => (): void => {
    act().catch((error: unknown) => say(session, messageFor(error)));
  };
  return (
    <section>
      <p>{t('train.take.now', { right: percent(moment?.newAccuracy ?? 0) })}</p>
      <label className="train-take-name">
        <span>{t('train.take.name')}</span>
        <input
          type="text"
          value={name}
          maxLength={LONGEST_NAME}
          onChange={({ target }) => {
            setName(target.value);
            setSaved(false);
          }}
        />
      </label>
      <div className="row tight">
        <Button
          className="button strong"
          onClick={attempt(async () => {
            if (await save()) setSaved(true);
          })}
        >
          {t('train.take.save')}
        </Button>
        <Button
          onClick={attempt(async () => {
            const source = await save();
            const saved = shelf.store.getState().models.find((each) => each.source === source);
            if (saved) saveFile(fileOf(saved.file), `${saved.name}.safetensors`);
          })}
        >
          {t('train.take.download')}
        </Button>
        <Button
          onClick={attempt(async () => {
            const source = await save();
            if (source) open(source);
          })}
        >
          {t('train.take.open')}
        </Button>
      </div>
      <p role="status" className="small muted">
        {isSaved && t('train.take.saved')}
      </p>
    </section>
  );
}

function Saved({ shelf }: { readonly shelf: Shelf }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const models = useStore(shelf.store, (state) => state.models);
  const unkept = useStore(shelf.store, (state) => state.unkept);
  const chooser = useRef<HTMLInputElement>(null);
  const bring = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = currentTarget.files ?? [];
    currentTarget.value = '';
    if (!file) return;
    file
      .arrayBuffer()
      .then((bytes) => shelf.bring(new Uint8Array(bytes), file.name.replace(/\.safetensors$/i, '')))
      .catch((error: unknown) => say(session, messageFor(error, 'model-load')));
  };
  return (
    <section>
      <div className="row">
        <h3>{t('train.take.shelf')}</h3>
        <Button className="button small" onClick={() => chooser.current?.click()}>
          {t('train.take.load')}
        </Button>
      </div>
      {unkept && (
        <p role="status" className="small">
          {t(`train.take.${unkept}`)}
        </p>
      )}
      {models.length === 0 ? (
        <p className="small muted">{t('train.take.none')}</p>
      ) : (
        <ul className="train-take-list">
          {models.map((saved) => (
            <Row key={saved.source.id} shelf={shelf} saved={saved} />
          ))}
        </ul>
      )}
      <input
        ref={chooser}
        type="file"
        accept=".safetensors"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        onChange={bring}
      />
    </section>
  );
}

function Row({ shelf, saved }: { readonly shelf: Shelf; readonly saved: SavedModel }) {
  const { t } = useTranslation();
  const lang = useTranslation().i18n.language;
  const open = useOpen();
  const label = (text: string): string => `${text}: ${saved.name}`;
  return (
    <li>
      <div>
        <NameField
          label={label(t('train.take.rename'))}
          value={saved.name}
          longest={LONGEST_NAME}
          onChange={(name) => void shelf.rename(saved.source, name)}
        />
        <span className="small muted">
          {new Date(saved.made).toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'short' })}
        </span>
      </div>
      <IconButton quiet label={label(t('train.take.open'))} onClick={() => open(saved.source)}>
        <FolderOpen size={16} aria-hidden />
      </IconButton>
      <IconButton
        quiet
        label={label(t('train.take.download'))}
        onClick={() => saveFile(fileOf(saved.file), `${saved.name}.safetensors`)}
      >
        <Download size={16} aria-hidden />
      </IconButton>
      <IconButton quiet label={label(t('train.take.remove'))} onClick={() => void shelf.remove(saved.source)}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </li>
  );
}
