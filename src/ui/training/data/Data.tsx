/** The chapter "Data": what is learned from, class by class. Own sets are made and changed here. */
import { FilePlus2, FolderOpen, ImagePlus, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import {
  countOf,
  freeName,
  learnable,
  type OwnForm,
  type OwnSet,
  withClass,
} from '../../../workspace/training/own/ownSet';
import { withSet } from '../../../workspace/training/recipe';
import { type SetId, setNames } from '../../../workspace/training/sets';
import { Button } from '../../parts/Button';
import { Radios } from '../../parts/Radios';
import { Strong } from '../Strong';
import { useRecipe, useTrain, useTraining } from '../useTrain';
import '../../styles/trainData.css';
import { KnownClasses } from './KnownClasses';
import { Opening, useOpening } from './Opening';
import { OwnClasses } from './OwnClasses';
import { useOwnSet, useOwnSets, useSetName } from './useOwn';

export function Data() {
  const set = useOwnSet();
  const problem = useOwnSets((state) => state.problem);
  const elsewhere = useOwnSets((state) => state.elsewhere);
  const { t } = useTranslation();
  const opening = useOpening();
  return (
    <section className="train-watch train-data" id="maps">
      <h2 className="train-sentence">
        <Sentence set={set} />
      </h2>
      <Choice onFiles={opening.choose} onFolder={opening.chooseFolder} />
      <Opening {...opening} />
      {elsewhere && (
        <p role="status" className="train-told" data-level="info" data-testid="elsewhere">
          {t(`train.own.elsewhere.${elsewhere.what}`, { name: elsewhere.name })}
        </p>
      )}
      {problem && set && (
        <p role="status" className="train-problem">
          {t(`train.own.problem.${problem}`)}
        </p>
      )}
      {set ? <OwnClasses key={set.id} set={set} /> : <KnownClasses />}
    </section>
  );
}

function Sentence({ set }: { readonly set: OwnSet | null }) {
  const { t } = useTranslation();
  const facts = useTraining((state) => state.set);
  const pictures = useTraining((state) => state.pictures + state.heldBack);
  const count = set ? countOf(set) : pictures;
  const classes = set ? learnable(set).length : facts.labels.length;
  const rarest = set?.classes.reduce((least, each) => (each.examples.length < least.examples.length ? each : least));
  const most = Math.max(0, ...(set?.classes ?? []).map(({ examples }) => examples.length));
  const isRare = rarest !== undefined && 2 * rarest.examples.length < most;
  return (
    <>
      <Strong
        text={t('train.own.count', {
          classes: t('train.own.classes', { count: classes }),
          pictures: t('train.own.pictureCount', { count, all: grouped(count) }),
        })}
      />{' '}
      {!set
        ? t('train.own.known')
        : classes < 2
          ? t('train.own.start')
          : isRare
            ? t('train.own.rare', { name: rarest.name, count: rarest.examples.length })
            : t('train.own.ready')}
    </>
  );
}

interface ChoiceProps {
  readonly onFiles: () => void;
  readonly onFolder: () => void;
}

function Choice({ onFiles, onFolder }: ChoiceProps) {
  const { t } = useTranslation();
  const { recipe, own } = useTrain();
  const data = useRecipe((state) => state.data);
  const sets = useOwnSets((state) => state.sets);
  const name = useSetName();
  const options: readonly SetId[] = [...setNames, ...sets.map(({ id }) => id)];
  const make = (form: OwnForm): void => {
    const called = freeName(
      t(`train.own.${form}`),
      sets.map((set) => set.name),
    );
    const empty: OwnSet = { id: 'own:new', name: called, form, classes: [] };
    const { classes } = [1, 2].reduce((set, number) => withClass(set, t('train.own.class', { number })), empty);
    recipe.setState(withSet(recipe.getState(), own.add({ name: called, form, classes }).id));
  };
  return (
    <div className="train-sets">
      <Radios
        label={t('train.own.sets')}
        className="train-set-list"
        options={options}
        value={data}
        onChange={(next) => recipe.setState(withSet(recipe.getState(), next))}
        name={name}
      />
      <div className="row tight">
        <Button onClick={() => make('drawings')}>
          <PencilLine size={16} aria-hidden />
          {t('train.own.newDrawings')}
        </Button>
        <Button onClick={() => make('pictures')}>
          <ImagePlus size={16} aria-hidden />
          {t('train.own.newPictures')}
        </Button>
        <Button onClick={onFiles}>
          <FilePlus2 size={16} aria-hidden />
          {t('train.own.files.open')}
        </Button>
        <Button onClick={onFolder}>
          <FolderOpen size={16} aria-hidden />
          {t('train.own.files.folder')}
        </Button>
      </div>
    </div>
  );
}
