/** What the further ways to bring an input say: camera, gallery, pixel numbers, working resolution. In Korean. */
import type { Same } from '../../same';
import type { input as english } from './en';

export const input: Same<typeof english> = {
  upload: '이미지 올리기',
  invite:
    '페이지 아무 곳에나 사진을 끌어다 놓거나, 붙여 넣거나, 파일을 고르거나, 아래 사진 가운데 하나를 고르세요. 사진은 이 컴퓨터를 떠나지 않습니다.',
  samples: '예시',
  sample: '예시: {{digit}}',
  crop: '신경망이 보는 부분: 끌어서 옮기고 두 손가락이나 휠로 확대합니다. 키보드로는 화살표 키로 옮기고 +와 - 키로 확대하거나 축소합니다',
  zoom: '확대',
  alt: '{{name}}, {{width}} × {{height}} 픽셀',
  transparent: '투명한 부분은 신경망에 흰색으로 보입니다.',
  gallery: '자유롭게 쓸 수 있는 사진',
  closeGallery: '닫기',
  galleryHint: '자유롭게 쓸 수 있는 사진입니다',
  others: '신경망이 아는 {{count}}가지에 없는 것. 그래도 그중 하나라고 답합니다.',
  credit: '“{{title}}”, {{author}} 촬영, {{licence}}, 출처 {{source}}',
  licences: {
    CC0: 'CC0(권리 포기)',
    'public domain': '퍼블릭 도메인',
    'CC BY-SA 4.0': 'CC BY-SA 4.0(저작자표시-동일조건변경허락)',
  },
  pictures: {
    cat: '고양이',
    dog: '개',
    horse: '말',
    moose: '말코손바닥사슴(사슴)',
    kingfisher: '물총새(새)',
    coffee: '커피 잔',
    rocket: '로켓',
    astronaut: '우주 비행사',
    aeroplane: '비행기',
    boats: '배',
    flower: '꽃',
    mountains: '산',
  },
  camera: {
    view: '카메라: 스페이스로 화면을 멈추거나 이어 갑니다. 끌어서 신경망이 보는 부분을 옮기고 두 손가락이나 휠로 확대합니다. 화살표 키로 옮기고 +와 - 키로 확대하거나 축소합니다',
    start: '카메라 켜기',
    starting: '카메라를 켜는 중 … 브라우저가 허용할지 물을 수 있습니다.',
    freeze: '멈춤',
    continue: '계속',
    mirror: '좌우 뒤집어 보기',
    which: '카메라',
    live: '실시간 화면입니다. 영상은 이 컴퓨터를 떠나지 않습니다.',
    liveMirrored:
      '거울처럼 보이는 실시간 화면입니다. 신경망은 좌우가 바뀌지 않은 화면을 봅니다. 영상은 이 컴퓨터를 떠나지 않습니다.',
    frozen: '멈춰 있습니다.',
  },
  size: {
    title: '작업 해상도(resolution)',
    own: '신경망이 학습한 해상도입니다.',
    larger:
      '같은 가중치를 {{side}} × {{side}} 사진에 씁니다. 맵이 더 또렷해집니다. 다만 신경망은 {{trained}} × {{trained}}에서 학습했고, 이제 필터 하나가 사진의 더 작은 부분만 덮으므로 답이 나빠지는 일이 많습니다.',
  },
  pixels: {
    title: '픽셀의 값',
    plane: '채널 선택',
    close: '닫기',
    scale: '값 표시',
    scales: {
      bytes: '0 – 255 값',
      shares: '0 – 1 값',
      fed: '신경망이 읽는 값',
    },
    zoomIn: '확대',
    zoomOut: '축소',
    fit: '맞춤',
    canvas:
      '{{name}}의 픽셀: 화살표 키로 픽셀을 옮겨 다니며 값을 읽습니다. +와 - 키로 확대하거나 축소하고 0 키로 화면에 맞춥니다. 끌어서 옮깁니다',
    hint: '휠, 두 손가락, 또는 +와 - 키로 확대하면 값이 보입니다. 픽셀에 마우스를 올리면 정확한 값이 표시됩니다.',
    pointed: '픽셀에 마우스를 올리거나 화살표 키를 누르면 정확한 값이 표시됩니다.',
    at: '행 {{row}}, 열 {{column}}',
    value: '값 {{value}} (0 – 1) · {{bytes}} (0 – 255)',
    fed: '신경망이 읽는 값 {{value}}',
    normalised: '신경망은 채널마다 (값 − 평균) / 표준편차를 읽습니다.',
    nothing: '아직 볼 것이 없습니다.',
  },
  worth: {
    step: '단계',
    on: '켰을 때',
    off: '껐을 때',
    nothing: '그림을 그리거나 사진을 가져오면 단계마다 답이 어떻게 달라지는지 보여 줍니다.',
    help: '모두 실제로 계산한 답입니다. 프로세서에서 도는 두 번째 신경망이 이 스위치 하나만 바꾸고 나머지는 그대로 둔 채 실행합니다.',
  },
  messages: {
    'link-set':
      '이 링크의 그림 모음은 다른 기기에서 만든 것이고, 링크에는 그림이 담기지 않습니다. 대신 손글씨 숫자를 보여 드립니다.',
    'link-damaged': '링크가 잘렸거나 바뀐 채로 열렸습니다. 불러오지 못한 것: {{parts}}.',
    'picture-empty': '빈 파일입니다.',
    'picture-size': '파일이 {{size}} MiB입니다. {{limit}} MiB까지 열 수 있습니다.',
    'picture-type': '여기서 열 수 있는 사진이 아닙니다. PNG, JPEG, WebP, GIF, BMP, AVIF를 열 수 있습니다.',
    'picture-dimensions': '사진 크기가 {{width}} × {{height}} 픽셀로 적혀 있어 열 수 없을 만큼 큽니다.',
    'picture-decode': '사진이 손상되었거나 이 브라우저가 읽지 못하는 종류입니다.',
    'picture-unreadable': '파일을 읽을 수 없습니다. 폴더이거나 더 이상 없는 파일일 수 있습니다.',
    'picture-several': '파일 {{count}}개 가운데 {{name}} 하나만 열었습니다. 사진은 한 번에 하나씩 엽니다.',
    'picture-none': '사진이 들어 있지 않습니다. 사진 파일을 가져오거나 사진을 복사해서 붙여 넣으세요.',
    'picture-link':
      '링크입니다. 이 페이지는 다른 곳에서 아무것도 가져오지 않으니, 사진을 저장한 다음 그 파일을 가져오세요.',
    'picture-blank': '이 사진에는 그림이 보이지 않습니다. 전체가 한 가지 밝기입니다.',
    'picture-small': '이 사진 속 그림은 너무 작거나 가늘어서 알아볼 수 없습니다. 그 부분을 확대하세요.',
    'camera-denied':
      '카메라 사용이 허용되지 않았습니다. 브라우저 주소 표시줄에서 허용한 뒤 다시 시도하세요. 그리기와 사진은 카메라 없이도 쓸 수 있습니다.',
    'camera-framed':
      '이 페이지가 들어 있는 바깥 페이지가 카메라를 허용하지 않습니다. 이 페이지만 따로 여세요. 그리기와 사진은 여기서도 쓸 수 있습니다.',
    'camera-missing':
      '카메라를 찾지 못했습니다. 카메라를 연결한 뒤 다시 시도하세요. 그리기와 사진은 카메라 없이도 쓸 수 있습니다.',
    'camera-busy': '카메라를 시작하지 못했습니다. 다른 프로그램이 쓰고 있을 수 있습니다.',
    'camera-lost': '카메라 연결이 끊어졌습니다.',
    'camera-absent': '이 브라우저는 이 페이지에서 카메라를 쓸 수 없습니다. 보안 주소(https)가 필요합니다.',
  },
};
