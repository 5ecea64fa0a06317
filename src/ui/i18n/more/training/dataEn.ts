/** What the chapter "Data" says. */

/** Classes of the generated sets that are words, as in a sentence. */
export const classes = {
  stripes: 'stripes',
  checks: 'checks',
  dots: 'dots',
  rings: 'rings',
  'red disc': 'a red disc',
  'green disc': 'a green disc',
  'blue disc': 'a blue disc',
  'red square': 'a red square',
  'green square': 'a green square',
  'blue square': 'a blue square',
} as const;

export const shortClasses = {
  stripes: 'stripes',
  checks: 'checks',
  dots: 'dots',
  rings: 'rings',
  'red disc': 'red disc',
  'green disc': 'green disc',
  'blue disc': 'blue disc',
  'red square': 'red square',
  'green square': 'green square',
  'blue square': 'blue square',
} as const;

export const own = {
  picture: 'Your picture',
} as const;
