/** Files that become a set: chosen or dropped, opened beside the page, and what of them could not be used. */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import { droppedEntries, filesIn, named } from '../../../workspace/training/files/carried';
import { openInWorker } from '../../../workspace/training/files/open';
import type { NamedFile, OpenedFiles } from '../../../workspace/training/files/opening';
import { freeName } from '../../../workspace/training/own/ownSet';
import { withSet } from '../../../workspace/training/recipe';
import { Button } from '../../parts/Button';
import { useTrain } from '../useTrain';
import { LeftOutList } from './LeftOutList';

type Stage =
  | { readonly kind: 'opening'; readonly done: number; readonly count: number }
  | { readonly kind: 'told'; readonly opened: OpenedFiles }
  | { readonly kind: 'failed'; readonly detail: string };

interface State {
  readonly stage: Stage | null;
  readonly files: RefObject<HTMLInputElement | null>;
  readonly folder: RefObject<HTMLInputElement | null>;
  choose(): void;
  chooseFolder(): void;
  open(files: Promise<readonly NamedFile[]>): void;
  stop(): void;
}

export function useOpening(): State {
  const { own, recipe } = useTrain();
  const [stage, setStage] = useState<Stage | null>(null);
  const abort = useRef<AbortController | null>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const stop = (): void => {
    abort.current?.abort();
    abort.current = null;
    setStage(null);
  };
  const open = async (given: Promise<readonly NamedFile[]>): Promise<void> => {
    stop();
    const control = new AbortController();
    const { signal } = control;
    abort.current = control;
    setStage({ kind: 'opening', done: 0, count: 0 });
    try {
      const progress = (done: number, count: number): void => setStage({ kind: 'opening', done, count });
      const opened = await openInWorker(await given, progress, signal);
      if (signal.aborted) return;
      if (opened.kind === 'set') {
        const taken = own.store.getState().sets.map(({ name }) => name);
        const { id } = own.add({ ...opened.set, name: freeName(opened.set.name, taken) });
        recipe.setState(withSet(recipe.getState(), id));
      }
      setStage({ kind: 'told', opened });
    } catch (error) {
      if (signal.aborted) return;
      setStage({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    stage,
    files,
    folder,
    stop,
    choose: () => files.current?.click(),
    chooseFolder: () => folder.current?.click(),
    open: (given) => void open(given),
  };
}

export function Opening({ stage, files, folder, open, stop }: State): ReactNode {
  const { t } = useTranslation();
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    // A choice of folders is an attribute of its own.
    folder.current?.setAttribute('webkitdirectory', '');
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (!dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current(filesIn(droppedEntries(dataTransfer.items)));
    };
    document.addEventListener('dragover', over, { capture: true });
    document.addEventListener('drop', drop, { capture: true });
    return () => {
      document.removeEventListener('dragover', over, { capture: true });
      document.removeEventListener('drop', drop, { capture: true });
    };
  }, [folder]);
  const field = (ref: RefObject<HTMLInputElement | null>) => (
    <input
      ref={ref}
      type="file"
      multiple
      className="unseen"
      tabIndex={-1}
      aria-hidden
      onChange={({ target }) => {
        const chosen = [...(target.files ?? [])];
        target.value = '';
        if (chosen.length > 0) open(Promise.resolve(named(chosen)));
      }}
    />
  );
  return (
    <>
      {field(files)}
      {field(folder)}
      <div role="status" data-testid="files-told">
        {stage && <Told stage={stage} onStop={stop} />}
      </div>
      {!stage && <p className="small muted">{t('train.own.files.hint')}</p>}
    </>
  );
}

function Told({ stage, onStop }: { readonly stage: Stage; readonly onStop: () => void }) {
  const { t } = useTranslation();
  const close = (
    <Button className="quiet" onClick={onStop}>
      {t(stage.kind === 'opening' ? 'train.own.files.cancel' : 'train.close')}
    </Button>
  );
  if (stage.kind === 'opening') {
    const { done, count } = stage;
    return (
      <p className="train-told" data-level="info">
        {t('train.own.files.opening', { done: grouped(done), count: grouped(count) })} {close}
      </p>
    );
  }
  if (stage.kind === 'failed') {
    return (
      <p className="train-told">
        {t('train.own.files.refused.damaged', { detail: stage.detail })} {close}
      </p>
    );
  }
  const { opened } = stage;
  const { left } = opened;
  const said =
    opened.kind === 'refused'
      ? t(`train.own.files.refused.${opened.why}`, { detail: opened.detail })
      : t('train.own.files.opened', {
          name: opened.set.name,
          classes: opened.set.classes.length,
          pictures: grouped(opened.set.classes.reduce((sum, { examples }) => sum + examples.length, 0)),
        });
  return (
    <div className="train-told" data-level={opened.kind === 'set' && left.length === 0 ? 'info' : 'warning'}>
      <p>{said}</p>
      <LeftOutList left={left} />
      {close}
    </div>
  );
}
