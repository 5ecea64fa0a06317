/** Parts of a link in words, as a list: "the drawing and the kernels". */
import type { i18n } from 'i18next';
import { carriedParts } from '../../workspace/address/codec';

export const partsList = ({ t, language }: i18n, parts: readonly string[]): string =>
  new Intl.ListFormat(language).format(
    carriedParts.filter((part) => parts.includes(part)).map((part) => t(`classroom.carried.${part}`)),
  );
