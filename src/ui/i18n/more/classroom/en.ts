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
  share: {
    title: 'Share and present',
    close: 'Close',
    link: 'Link to the page as it is now',
    copyLink: 'Copy the link',
    holds: 'It holds what is set, selected and drawn. Pictures and the camera stay on this device.',
    qr: 'QR code of the link',
    tooLong: 'This link is too long for a QR code: a shorter drawing makes it shorter.',
    large: 'Show the code large',
    copied: { yes: 'Copied.', no: 'The text is selected: copy it with Ctrl+C.' },
    present: 'On the whole screen',
    fullScreen: 'Full screen',
    stageOnly: 'The network alone',
    embed: 'Within another page',
    parts: { header: 'Header', input: 'Input', answer: 'Answer', tools: 'Tools' },
    snippet: 'HTML to paste into that page',
    copySnippet: 'Copy the HTML',
  },
  embedded: { open: 'Open in the playground' },
  offline: {
    none: 'Not kept for use offline so far.',
    new: 'Ready for use offline.',
    kept: 'Ready for use offline.',
    waiting: 'A new version is here. It is used once this page is loaded again and open in no other tab.',
  },
} as const;
