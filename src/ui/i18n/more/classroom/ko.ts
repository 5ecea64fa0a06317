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
  offline: {
    none: '아직 오프라인에서 쓸 수 있도록 저장되지 않았습니다.',
    new: '이제 오프라인에서도 쓸 수 있습니다.',
    kept: '오프라인에서도 쓸 수 있습니다.',
    waiting: '새 버전을 받았습니다. 다른 탭을 모두 닫고 이 페이지를 다시 불러오면 새 버전을 씁니다.',
  },
};
