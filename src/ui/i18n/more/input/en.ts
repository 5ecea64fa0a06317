/** What the further ways to bring an input say: camera, gallery, pixel numbers, working resolution. In English. */
export const input = {
  upload: 'Upload image',
  invite:
    'Drop a picture anywhere on the page, paste one, choose a file, or take one of those below. It never leaves this computer.',
  crop: 'Part of the picture that the network looks at: drag to move it, two fingers or the wheel zoom; by keyboard, the arrow keys move and + and - zoom',
  zoom: 'Zoom',
  alt: '{{name}}, {{width}} × {{height}} pixels',
  transparent: 'Where the picture is transparent, the network sees white.',
  gallery: 'Free photographs',
  galleryHint: 'Free photographs to try',
  credit: 'by {{author}}, {{licence}}, from {{source}}',
  licences: {
    CC0: 'CC0',
    'public domain': 'public domain',
  },
  pictures: {
    cat: 'Cat',
    coffee: 'Coffee cup',
    rocket: 'Rocket',
    astronaut: 'Astronaut',
    aeroplane: 'Aeroplane',
    boats: 'Boats',
    flower: 'Flower',
    mountains: 'Mountains',
  },
  camera: {
    view: 'Camera: Space freezes the picture and goes on; drag to move the part that the network looks at, two fingers or the wheel zoom; arrow keys move, + and - zoom',
    start: 'Start the camera',
    starting: 'Starting the camera … The browser may ask you to allow it.',
    freeze: 'Freeze',
    continue: 'Continue',
    mirror: 'Mirror the view',
    which: 'Camera',
    live: 'Live. Frames never leave this computer.',
    liveMirrored:
      'Live, shown as in a mirror; the network sees it the right way round. Frames never leave this computer.',
    frozen: 'Frozen.',
  },
  size: {
    title: 'Working resolution',
    own: 'The resolution that the network was trained with.',
    larger:
      'The same weights at {{side}} × {{side}}: the maps are crisper. But the network was trained at {{trained}} × {{trained}}, and each filter now covers a smaller part of what is in the picture, so the answer is often worse.',
  },
  pixels: {
    title: 'The numbers in the pixels',
    plane: 'Plane',
    close: 'Close',
    scale: 'Numbers',
    scales: {
      bytes: '0 – 255',
      shares: '0 – 1',
      fed: 'as the network reads',
    },
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit',
    canvas:
      'Pixels of the plane {{name}}: arrow keys move from pixel to pixel and read out the number, + and - zoom, 0 fits; drag to move',
    hint: 'Zoom in to see the numbers: wheel, two fingers, or + and -. Point at a pixel for its exact number.',
    pointed: 'Point at a pixel, or use the arrow keys, for its exact number.',
    at: 'Row {{row}}, column {{column}}',
    value: '{{value}} (0 – 1) · {{bytes}} (0 – 255)',
    fed: 'the network reads {{value}}',
    normalised: 'The network reads (value − mean) / deviation of each plane.',
    nothing: 'There is nothing to see yet.',
  },
} as const;
