/** The head of the map: what is pooled, and where it can be changed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { mapsOf } from '../../workspace/catalogue/records';
import type { InputKind } from '../../workspace/choices';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { type MapId, sidesFor, subjects } from '../../workspace/labs/pooling/settings';
import { LabInput } from '../labs/LabInput';
import { Dialog } from '../parts/Dialog';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { SentenceNumber } from '../parts/SentenceNumber';
import { useSession, useWorkspace } from '../playground';
import { limitsOf, useChannel, usePooling, useSettings } from './usePooling';

/** Where the picture comes from, and which of its maps is pooled. */
export function Source({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const [isOpen, setOpen] = useState(false);
  const { choose } = useWorkspace().input;
  const { subject, map, side, colour, marks } = useSettings((settings) => settings);
  const planes = standing.pooling.spec.input.shape[0] === 3 ? 'rgb' : 'gray';
  const bring = (kind: InputKind) => (
    <button
      type="button"
      className="pooling-link"
      onClick={() => {
        choose(kind);
        pooling.set({ subject: 'given' });
        setOpen(true);
      }}
    >
      {t(`pooling.bring.${kind === 'draw' ? 'draw' : 'picture'}`)}
    </button>
  );
  return (
    <div data-part="input">
      <Sentence
        className="pooling-bring"
        text={t('pooling.bring.sentence')}
        places={{
          draw: bring('draw'),
          picture: bring('picture'),
          subject: (
            <SentenceChoice
              label={t('pooling.subject')}
              options={subjects}
              value={subject}
              onChange={(next) => pooling.set({ subject: next })}
              name={(each) => t(`pooling.subjects.${each}`)}
            />
          ),
          map: <MapChoice map={map} />,
        }}
      />
      <Sentence
        className="pooling-tag"
        text={t(standing.pooling.channels > 1 ? 'pooling.tagChannel' : 'pooling.tag')}
        places={{
          side: (
            <SentenceChoice
              label={t('labs.side')}
              options={sidesFor(map)}
              value={side}
              onChange={(next) => pooling.set({ side: next })}
              name={(each) => `${each} × ${each}`}
            />
          ),
          // A network reads only the channels it was trained with, so a change of channels means the picture itself.
          colour: (
            <SentenceChoice
              label={t('labs.colour')}
              options={['gray', 'rgb'] as const}
              value={map === 'picture' ? colour : planes}
              onChange={(next) => pooling.set({ colour: next, map: 'picture' })}
              name={(each) => t(`labs.colours.${each}`)}
            />
          ),
          channel: <Channel standing={standing} />,
          marks: marks === 'none' ? '' : t(`pooling.dots.${marks}`),
        }}
      />
      {isOpen && (
        <Dialog
          className="pooling-source"
          title={t('pooling.source')}
          close={t('pooling.close')}
          onClose={() => setOpen(false)}
        >
          <LabInput
            choice={{ side, colour: map === 'picture' ? colour : planes }}
            sides={sidesFor(map)}
            onChoice={(next) => pooling.set({ ...next, ...(next.side === side && { map: 'picture' }) })}
          />
        </Dialog>
      )}
    </div>
  );
}

function MapChoice({ map }: { readonly map: MapId }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const records = useStore(useWorkspace().host.catalogue.store, (state) => state.records);
  return (
    <SentenceChoice
      label={t('pooling.map')}
      options={['picture', ...records.flatMap(mapsOf).map(({ id }) => id)]}
      value={map}
      onChange={(next) => pooling.set({ map: next })}
      name={useMapName()}
    />
  );
}

/** A map in words. */
export function useMapName(): (id: MapId) => string {
  const { t } = useTranslation();
  const lang = useSession((state) => state.lang);
  const { catalogue } = useWorkspace().host;
  return (id) => {
    const place = catalogue.map(id);
    if (!place) return t('pooling.pictureMap');
    const name = { model: place.record.short[lang], layer: place.layer };
    return t(place.isActivation ? 'pooling.activationMap' : 'pooling.featureMap', name);
  };
}

const colours = ['red', 'green', 'blue'] as const;

/** The channel of the map: a colour of a picture, or which of a layer's maps. */
function Channel({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const channel = useChannel(standing);
  const label = t('pooling.channel');
  const choose = (next: number): void => pooling.set({ channel: next });
  if (standing.settings.map === 'picture') {
    return (
      <SentenceChoice
        label={label}
        options={colours}
        value={colours[channel] ?? 'red'}
        onChange={(next) => choose(colours.indexOf(next))}
        name={(each) => t(`pooling.planes.${each}`)}
      />
    );
  }
  const most = standing.pooling.channels - 1;
  return (
    <SentenceNumber
      {...limitsOf('channel')}
      label={label}
      value={channel}
      limits={{ least: 0, most, isWhole: true }}
      onChange={choose}
      show={(value) => t('pooling.mapOf', { channel: value, most })}
    />
  );
}
