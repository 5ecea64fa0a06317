/** What the stage needs for interaction; fetched on the first. */
export { Connectors } from './Connectors';
export { Edges } from './Edges';
export { FeedList } from './FeedList';
export { MiniMap } from './MiniMap';
export { Overview } from './Overview';
export { SlowMotion } from './SlowMotion';
export { StageParts } from './StageParts';
export { StageTools } from './StageTools';
export { WireLegend } from './WireLegend';
export { Wires } from './Wires';
