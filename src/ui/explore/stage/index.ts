/** What the stage needs once a hand comes near it; fetched then. */
export { StageGestures } from './StageGestures';
