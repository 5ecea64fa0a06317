/** React hooks for the network that is being built. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createNetworkBuilder, type NetworkBuilder } from '../../../store/networkBuilder';
import { percent } from '../../../workspace/numbers';
import { attributesOf, pairOf } from '../../../workspace/training/network/attributes';
import type { BuilderState } from '../../../workspace/training/network/builder';
import {
  type Examined,
  type ExaminedRow,
  examine,
  type Given,
  sizeText,
} from '../../../workspace/training/network/examine';
import { joins, type Row, type Rows } from '../../../workspace/training/network/rows';
import { givenBy, rowsOf } from '../../../workspace/training/networks';
import { usePlayground } from '../../playground';
import { useRecipe, useTraining } from '../useTrain';

export const useNetworkBuilder = (): NetworkBuilder => usePlayground().part(createNetworkBuilder);

export const useBuilder = <T>(select: (state: BuilderState) => T): T =>
  useStore(useNetworkBuilder().builder.store, select);

export interface Built {
  readonly rows: Rows;
  readonly given: Given;
  readonly examined: Examined;
}

/** The rows as they are now, and what comes of them. */
export function useBuilt(): Built {
  const draft = useBuilder((state) => state.draft);
  const network = useRecipe((state) => state.network);
  const set = useTraining((state) => state.set);
  return useMemo(() => {
    const rows = draft ?? rowsOf(network);
    const given = givenBy(set);
    return { rows, given, examined: examine(rows, given) };
  }, [draft, network, set]);
}

/** A row in a few words: "5 × 5, 8 filters, then ReLU". */
export function useDetails(): (row: Row, at: number, seen: readonly ExaminedRow[]) => string {
  const { t } = useTranslation();
  return (row, at, seen) => {
    const attributes = attributesOf(row);
    const name = (place: number | undefined): string =>
      place === undefined
        ? t('train.builder.nothing')
        : (seen[place]?.id ?? t('train.builder.input').toLocaleLowerCase());
    const window = sizeText(pairOf(attributes.kernel ?? attributes.window));
    const base = ((): string => {
      switch (row.kind) {
        case 'conv2d':
          return t('train.builder.details.conv2d', { window, count: Number(attributes.outChannels) });
        case 'maxPool2d':
        case 'averagePool2d':
          return t('train.builder.details.window', { window });
        case 'dense':
          return t('train.builder.details.dense', { count: Number(attributes.outFeatures) });
        case 'dropout':
          return t('train.builder.details.dropout', { share: percent(Number(attributes.rate), 0) });
        case 'add':
        case 'concat':
          return t('train.builder.details.joins', { before: name(at - 1), other: name(row.from) });
        default:
          return t(`train.builder.words.${row.kind}`);
      }
    })();
    const [stride] = pairOf(attributes.stride);
    const strided =
      row.kind === 'conv2d' && stride > 1 ? t('train.builder.details.stride', { details: base, stride }) : base;
    const reading =
      !joins(row) && row.from !== undefined && row.from !== at - 1
        ? t('train.builder.details.reads', { details: strided, other: name(row.from) })
        : strided;
    return row.activation
      ? t('train.builder.details.activation', {
          details: reading,
          activation: t(`train.builder.activations.${row.activation}`),
        })
      : reading;
  };
}
