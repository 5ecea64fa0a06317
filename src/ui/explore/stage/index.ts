/** What the stage needs once a hand comes near it; fetched then. */
export { StageParts } from './StageParts';
export { StageTools } from './StageTools';
