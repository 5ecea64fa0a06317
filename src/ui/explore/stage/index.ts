/** What the stage needs once a hand comes near it; fetched then. */
export { Connectors } from './Connectors';
export { Edges } from './Edges';
export { FeedList } from './FeedList';
export { StageParts } from './StageParts';
export { StageTools } from './StageTools';
