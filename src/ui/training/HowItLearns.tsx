/** The settings of a run. Anything but the learning rate begins another. */
import { Dices } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { batches, limits, starts } from '../../workspace/training/recipe';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { IconButton } from '../parts/IconButton';
import { NumberField } from '../parts/NumberField';
import { Toggle } from '../parts/Toggle';
import { useRecipe, useTrain } from './useTrain';

export function HowItLearns({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { recipe } = useTrain();
  const now = useRecipe((state) => state);
  const [leastRate, mostRate] = limits.rate;
  const [leastEpochs, mostEpochs] = limits.epochs;
  const [leastSeed, mostSeed] = limits.seed;
  return (
    <Dialog className="sheet train-how" title={t('train.how')} close={t('train.close')} onClose={onClose}>
      <NumberField
        label={t('train.rate')}
        value={now.rate}
        limits={{ least: leastRate, most: mostRate }}
        step={0.01}
        onChange={(rate) => recipe.setState({ rate })}
      />
      <Choice
        label={t('train.batch')}
        options={batches}
        value={now.batch}
        onChange={(batch) => recipe.setState({ batch })}
      />
      <NumberField
        label={t('train.stopAfter')}
        value={now.epochs}
        limits={{ least: leastEpochs, most: mostEpochs, isWhole: true }}
        onChange={(epochs) => recipe.setState({ epochs })}
      />
      <Choice
        label={t('train.start')}
        options={starts}
        value={now.start}
        onChange={(start) => recipe.setState({ start })}
        name={(each) => t(`train.starts.${each}`)}
      />
      <Toggle
        label={t('train.varied')}
        checked={now.varied !== 'none'}
        onChange={(isOn) => recipe.setState({ varied: isOn ? 'usual' : 'none' })}
      />
      <div className="row tight">
        <NumberField
          label={t('train.seed')}
          value={now.seed}
          limits={{ least: leastSeed, most: mostSeed, isWhole: true }}
          onChange={(seed) => recipe.setState({ seed })}
        />
        <IconButton label={t('train.another')} onClick={() => recipe.setState({ seed: (now.seed % mostSeed) + 1 })}>
          <Dices size={16} aria-hidden />
        </IconButton>
      </div>
      <p className="small muted">{t('train.sameSeed')}</p>
    </Dialog>
  );
}
