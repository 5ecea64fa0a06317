/** What saving, sharing, embedding and printing say. In English. */
export const classroom = {
  export: {
    title: 'Save {{name}}',
    help: {
      png: 'Save the picture, with its colour scale',
      csv: 'Save the values as text for spreadsheets, every digit of float32',
      npy: 'Save the values for NumPy: numpy.load(...)',
    },
    scale: 'Pixels of the picture for each value',
    times: '{{scale}}×',
  },
  offline: {
    none: 'Not kept for use offline so far.',
    new: 'Ready for use offline.',
    kept: 'Ready for use offline.',
    waiting: 'A new version is here. It is used once this page is loaded again and open in no other tab.',
  },
} as const;
