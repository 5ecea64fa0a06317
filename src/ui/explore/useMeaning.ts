/** What the chosen network's output values mean. */
import type { OutputMeaning } from '../../workspace/catalogue/records';
import { useRecord } from '../parts/useRecord';

export const useMeaning = (): OutputMeaning => useRecord()?.output ?? 'probabilities';
