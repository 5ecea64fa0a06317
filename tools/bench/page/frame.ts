/** A contestant's own frame, which isolates its library, memory and counters. */
import { contestants } from '../contestants';
import { type FrameApi, openContestant } from './contestant';
import { countCalls, takeCalls } from './counters';

declare global {
  interface Window {
    bench?: FrameApi;
  }
}

countCalls();
const id = new URLSearchParams(location.search).get('contestant');
const info = contestants.find((contestant) => contestant.id === id);
if (info) window.bench = { contestant: openContestant(info), takeCalls };
