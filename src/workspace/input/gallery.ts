/**
 * The gallery: free photographs that come with the page, with their sources (public/pictures/README.md). What each shows
 * is among the page's words.
 */
import { type Crop, wholePicture } from '../gesture';

export const galleryIds = [
  'cat',
  'dog',
  'horse',
  'moose',
  'kingfisher',
  'aeroplane',
  'boats',
  'rocket',
  'astronaut',
  'coffee',
  'flower',
  'mountains',
] as const;
export type GalleryId = (typeof galleryIds)[number];

export interface GalleryPicture {
  /** Of the original. */
  readonly title: string;
  readonly author: string;
  readonly licence: 'CC0' | 'public domain' | 'CC BY-SA 4.0';
  readonly source: 'scikit-image' | 'Getty Open Content' | 'Wikimedia Commons';
  /** The labels that networks have for it; none for what a network of everyday things does not know. */
  readonly labels: readonly string[];
  /** The subject, as a square crop: in training pictures it fills the frame. */
  readonly crop: Crop;
}

const skimage = { licence: 'CC0', source: 'scikit-image', labels: [], crop: wholePicture } as const;
const getty = { licence: 'CC0', source: 'Getty Open Content', labels: [], crop: wholePicture } as const;
const commons = { licence: 'public domain', source: 'Wikimedia Commons', crop: wholePicture } as const;

export const gallery: { readonly [I in GalleryId]: GalleryPicture } = {
  cat: {
    ...skimage,
    title: 'Chelsea the cat',
    author: 'Stéfan van der Walt',
    labels: ['cat'],
    crop: { centre: [0.45, 0.55], zoom: 1.2 },
  },
  dog: { ...commons, title: 'German shepherd', author: 'Hans Kemperman', labels: ['dog'] },
  horse: {
    ...commons,
    title: 'Zaniskari Horse in Ladakh',
    author: 'Eatcha',
    licence: 'CC BY-SA 4.0',
    labels: ['horse'],
    crop: { centre: [0.36, 0.5], zoom: 1 },
  },
  moose: {
    ...commons,
    title: 'Male Moose',
    author: 'Ryan Hagerty',
    labels: ['deer'],
    crop: { centre: [0.42, 0.5], zoom: 1 },
  },
  kingfisher: {
    ...commons,
    title: 'Eisvogel kingfisher',
    author: 'Frank-2.0',
    licence: 'CC0',
    labels: ['bird'],
    crop: { centre: [0.42, 0.46], zoom: 1.1 },
  },
  aeroplane: {
    ...getty,
    title: 'Airplane viewed from above',
    author: 'Fedele Azari',
    labels: ['airplane'],
    crop: { centre: [0.6, 0.35], zoom: 1.2 },
  },
  boats: {
    ...getty,
    title: 'Boats in river, Nagasaki',
    author: 'Felice Beato',
    labels: ['ship'],
    crop: { centre: [0.5, 0.45], zoom: 2 },
  },
  rocket: { ...skimage, title: 'Falcon 9 carrying DSCOVR', author: 'SpaceX', licence: 'public domain' },
  astronaut: {
    ...skimage,
    title: 'Eileen Collins',
    author: 'NASA',
    licence: 'public domain',
    crop: { centre: [0.45, 0.25], zoom: 2 },
  },
  coffee: { ...skimage, title: 'Coffee cup', author: 'Rachel Michetti' },
  flower: {
    ...getty,
    title: 'Allium ostrowskianum',
    author: 'Karl Blossfeldt',
    crop: { centre: [0.5, 0.4], zoom: 1 },
  },
  mountains: { ...getty, title: 'Alpine landscape', author: 'Adolphe Braun' },
};

/** The address of a gallery picture, relative to `base`. */
export const galleryAddress = (base: string, id: GalleryId): string => `${base}pictures/${id}.webp`;
