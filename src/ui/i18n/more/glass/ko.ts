/** What the glass box says of how the network is computed and how its answer comes about. In Korean. */
import type { Same } from '../../same';
import type { glass as english } from './en';

export const glass: Same<typeof english> = {
  how: {
    help: '마지막 층은 클래스마다 점수 x, 곧 로짓(logit)을 냅니다. 소프트맥스는 이 점수를 비율로 바꿉니다. exp(x)를 모든 exp(x)의 합으로 나눈 값입니다. 가장 큰 점수를 먼저 빼는데, 비율은 그대로이고 exp가 넘치는 일만 막아 줍니다.',
    order: '클래스 순서',
    orders: { probability: '확률 순', class: '클래스 순' },
    logit: '로짓 x',
    rounding:
      '로짓을 소수점 아래 {{logits}}자리로 반올림하고 나머지는 모두 그 값으로 계산합니다. exp는 {{exps}}자리까지이며, 합을 손으로 확인할 수 있습니다. 반올림 때문에 비율이 {{error}}보다 많이 달라지지는 않습니다.',
    nothing: '아직 입력이 없어 설명할 답이 없습니다.',
    broken: '유한하지 않은 로짓이 있어 더할 수 없습니다.',
    noSoftmax: '이 신경망은 소프트맥스로 끝나지 않습니다.',
  },
  between: {
    a: '한 클래스',
    b: '다른 클래스',
    layer: '기준 층',
    caption: '{{layer}}의 맵이 로짓 {{a}} − 로짓 {{b}}에 더하는 값입니다. 0보다 크면 {{a}} 쪽, 작으면 {{b}} 쪽입니다.',
    map: '맵',
    share: '더하는 값',
    mapOf: '맵 {{index}}',
    cellOf: '칸 {{index}}',
    others_one: '나머지 {{count}}개',
    others_other: '나머지 {{count}}개',
    constant: '뒤쪽 편향(bias)',
    total: '로짓 {{a}} − 로짓 {{b}}',
    help: '이 입력에서는 각 ReLU가 켜졌는지 꺼졌는지, 각 최댓값을 어느 픽셀에서 가져왔는지가 정해져 있습니다. 따라서 이 층 뒤에는 합과 가중치만 남고, 각 맵의 몫은 정확하며, 편향과 함께 더하면 로짓의 차이와 같습니다.',
    never: '이 신경망에는 차이를 정확히 나눌 수 있는 층이 없습니다. 모든 층 뒤에 구간별 선형이 아닌 부분이 있습니다.',
  },
};
