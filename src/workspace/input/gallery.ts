/** The gallery: free photographs that come with the page, with their sources. Titles are among the page's words. */
import { type Crop, wholePicture } from '../gesture';

export const galleryIds = [
  'cat',
  'coffee',
  'rocket',
  'astronaut',
  'aeroplane',
  'boats',
  'flower',
  'mountains',
] as const;
export type GalleryId = (typeof galleryIds)[number];

export interface GalleryPicture {
  readonly author: string;
  readonly licence: 'CC0' | 'public domain';
  readonly source: 'scikit-image' | 'Getty Open Content';
  /** The subject, as a square crop: in training pictures it fills the frame. */
  readonly crop: Crop;
}

const skimage = { licence: 'CC0', source: 'scikit-image', crop: wholePicture } as const;
const getty = { licence: 'CC0', source: 'Getty Open Content', crop: wholePicture } as const;

export const gallery: { readonly [I in GalleryId]: GalleryPicture } = {
  cat: { ...skimage, author: 'Stéfan van der Walt', crop: { centre: [0.45, 0.55], zoom: 1.2 } },
  coffee: { ...skimage, author: 'Rachel Michetti' },
  rocket: { ...skimage, author: 'SpaceX', licence: 'public domain' },
  astronaut: { ...skimage, author: 'NASA', licence: 'public domain', crop: { centre: [0.45, 0.25], zoom: 2 } },
  aeroplane: { ...getty, author: 'Fedele Azari', crop: { centre: [0.6, 0.35], zoom: 1.2 } },
  boats: { ...getty, author: 'Felice Beato', crop: { centre: [0.5, 0.45], zoom: 2 } },
  flower: { ...getty, author: 'Karl Blossfeldt', crop: { centre: [0.5, 0.4], zoom: 1 } },
  mountains: { ...getty, author: 'Adolphe Braun' },
};

/** The address of a gallery picture, relative to `base`. */
export const galleryAddress = (base: string, id: GalleryId): string => `${base}pictures/${id}.webp`;
