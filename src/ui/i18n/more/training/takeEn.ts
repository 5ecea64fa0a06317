/** What "Take along" says. */
export const take = {
  title: 'Take along',
  now: 'The network at the playhead: {{right}} of new pictures right.',
  name: 'Name',
  called: 'My network, {{right}}',
  save: 'Save here',
  saved: 'Saved. Explore, Kernels and Pooling list it now.',
  download: 'Download',
  open: 'Open in Explore',
  shelf: 'Saved on this device',
  load: 'Load a file …',
  none: 'Nothing yet.',
  rename: 'Name',
  remove: 'Delete',
  full: 'There is no more room on this device: what you save now lasts only until the page is closed. Download it instead.',
  refused: 'This browser keeps nothing for the page: what you save lasts only until it is closed. Download it instead.',
} as const;
