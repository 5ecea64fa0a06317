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
} as const;
