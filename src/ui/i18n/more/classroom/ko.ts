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
};
