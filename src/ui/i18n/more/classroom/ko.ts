/** What saving, sharing, embedding and printing say. In Korean. */
import type { Same } from '../../same';
import type { classroom as english } from './en';

export const classroom: Same<typeof english> = {
  export: {
    title: '{{name}} 저장',
    help: {
      png: '색 눈금과 함께 그림으로 저장합니다',
      csv: '스프레드시트용 텍스트로 저장합니다. float32의 모든 자리를 적습니다',
      npy: 'NumPy 파일로 저장합니다. numpy.load(...)로 엽니다',
    },
    scale: '값 하나를 그릴 픽셀 수',
    times: '{{scale}}배',
  },
  share: {
    title: '공유와 발표',
    close: '닫기',
    link: '지금 상태 그대로의 링크',
    copyLink: '링크 복사',
    holds: '설정한 것, 선택한 것, 그린 것이 링크에 담깁니다. 사진과 카메라 영상은 이 기기에만 남습니다.',
    leftOut: '링크에 담기에는 너무 길어서 빠진 것: {{parts}}.',
    qr: '링크의 QR 코드',
    tooLong: '링크가 길어서 QR 코드로 만들 수 없습니다. 그림을 더 짧게 그리면 링크도 짧아집니다.',
    large: '코드 크게 보기',
    copied: { yes: '복사했습니다.', no: '텍스트를 선택했습니다. Ctrl+C로 복사하세요.' },
    present: '전체 화면',
    fullScreen: '전체 화면으로 보기',
    stageOnly: '신경망만 보기',
    keep: '인쇄와 그림',
    print: '유인물로 인쇄',
    map: '맵 저장 …',
    picture: '신경망 그림 저장',
    scale: '화면의 한 픽셀을 그릴 픽셀 수',
    embed: '다른 웹 페이지에 넣기',
    parts: {
      header: '머리글',
      input: '입력',
      answer: '답',
      tools: '도구',
      measures: '측정',
      player: '슬라이딩 윈도',
      save: '저장',
    },
    snippet: '그 페이지에 붙여 넣을 HTML',
    copySnippet: 'HTML 복사',
  },
  given: { draw: '그린 그림', picture: '가져온 사진' },
  carried: {
    drawing: '그림',
    edits: '신경망에서 바꾼 것 일부',
    kernels: '커널',
    model: '한 기기에만 저장된 네트워크',
    selection: '선택한 맵이나 값',
    end: '링크의 끝부분',
  },
  embedded: { open: '플레이그라운드에서 열기' },
  offline: {
    none: '아직 오프라인에서 쓸 수 있도록 저장되지 않았습니다.',
    new: '이제 오프라인에서도 쓸 수 있습니다.',
    kept: '오프라인에서도 쓸 수 있습니다.',
    waiting: '새 버전을 받았습니다. 다른 탭을 모두 닫고 이 페이지를 다시 불러오면 새 버전을 씁니다.',
  },
};
