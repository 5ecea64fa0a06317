/** The glossary in Korean. */
import type { TermWords } from '../types';

export const glossary: TermWords = {
  pixel: {
    name: '픽셀(pixel)',
    text: '그림을 이루는 가장 작은 네모입니다. 신경망이 보기에는 채널마다 값 하나입니다. 화소라고도 합니다.',
  },
  channel: {
    name: '채널(channel)',
    text: '겹쳐 놓인 값의 격자 가운데 한 장입니다. 사진의 빨강, 초록, 파랑이나, 한 층이 다음 층에 넘겨주는 맵 한 장 한 장을 말합니다.',
  },
  normalisation: {
    name: '정규화(normalization)',
    text: '학습 그림 전체에서 평균이 0, 표준편차가 1이 되도록 입력을 옮기고 늘이거나 줄이는 일입니다. 학습이 쉬워집니다.',
  },
  kernel: {
    name: '커널(kernel)',
    text: '채널 하나 위에 올려놓는, 가중치로 된 작은 격자입니다. 책에 따라 “필터”를 같은 뜻으로 쓰기도 합니다.',
  },
  weight: {
    name: '가중치(weight)',
    text: '입력에 곱하는 수입니다. 학습할 때 바뀌며, 그림을 바꾸어도 달라지지 않습니다.',
  },
  convolution: {
    name: '합성곱(convolution)',
    text: '커널을 그림의 모든 자리에 차례로 올려놓고 곱해서 더하는 일입니다. 그 결과가 특징 맵입니다.',
  },
  crossCorrelation: {
    name: '교차 상관(cross-correlation)',
    text: '신경망이 실제로 하는 계산으로, 커널을 그대로 올려놓습니다. 수학의 합성곱은 커널을 먼저 180도 돌립니다. 학습한 가중치라면 차이가 없습니다.',
  },
  featureMap: {
    name: '특징 맵(feature map)',
    text: '합성곱의 결과로, 활성화 함수를 적용하기 전의 것입니다. 필터마다 한 장씩 나옵니다.',
  },
  equivariance: {
    name: '이동 등변성(equivariance)',
    text: '입력을 옮기면 출력도 그만큼 옮겨지고 나머지는 그대로인 성질입니다. 스트라이드가 1인 합성곱은 가장자리를 빼면 이 성질을 지닙니다.',
  },
  filter: {
    name: '필터(filter)',
    text: '입력 채널마다 하나씩 있는 커널을 겹쳐 놓은 것으로, 편향이 하나 붙습니다. 필터 하나가 특징 맵 한 장을 만듭니다.',
  },
  bias: { name: '편향(bias)', text: '입력이 무엇이든, 필터의 합이나 완전 연결층의 합에 언제나 더하는 수입니다.' },
  edge: {
    name: '경계(edge)',
    text: '밝기가 갑자기 바뀌는 곳입니다. 가중치의 합이 0인 커널이 경계를 찾습니다. 에지라고도 합니다.',
  },
  blur: { name: '흐리게 하기(blur)', text: '픽셀마다 그 둘레의 평균으로 바꾸는 일입니다.' },
  stride: {
    name: '스트라이드(stride)',
    text: '윈도가 한 번에 움직이는 픽셀 수입니다. 스트라이드가 2이면 맵의 너비와 높이가 절반쯤 됩니다.',
  },
  padding: {
    name: '패딩(padding)',
    text: '입력 둘레에 덧대는 테두리로, 보통 0으로 채웁니다. 윈도가 가장자리에도 설 수 있게 해 줍니다.',
  },
  dilation: {
    name: '팽창(dilation)',
    text: '커널이 읽는 픽셀 사이의 간격입니다. 팽창이 2이면 3 × 3 커널이 픽셀을 하나씩 건너뛰며 읽어 5 × 5 범위를 봅니다. 같은 가중치 아홉 개로 더 넓게 보는 셈입니다.',
  },
  activationFunction: {
    name: '활성화 함수(activation function)',
    text: '합을 구한 뒤 값마다 따로 적용하는 함수입니다. 이것이 없으면 여러 층이 한 층보다 나을 것이 없습니다.',
  },
  relu: {
    name: 'ReLU(렐루)',
    text: '정류 선형 함수(rectified linear unit) max(0, x)입니다. 양수는 그대로 두고 나머지는 0으로 만듭니다.',
  },
  activationMap: { name: '활성화 맵(activation map)', text: '특징 맵에 활성화 함수를 적용한 것입니다.' },
  pooling: {
    name: '풀링(pooling)',
    text: '맵의 윈도마다 값들을 수 하나로 바꾸는 일입니다. 최댓값, 평균, 최솟값 가운데 하나를 씁니다.',
  },
  maxPooling: { name: '최대 풀링(max pooling)', text: '윈도마다 가장 큰 값만 남기는 풀링입니다.' },
  globalPooling: { name: '전역 풀링(global pooling)', text: '윈도가 맵 전체인 풀링입니다. 맵마다 수 하나만 남습니다.' },
  noise: {
    name: '잡음(noise)',
    text: '어떤 물체와도 상관없이 무작위로 바뀐 픽셀 값입니다. 소금-후추 잡음은 픽셀 몇 개를 희거나 검게 만듭니다.',
  },
  layer: { name: '층(layer)', text: '신경망의 한 단계입니다. 앞 층의 맵을 받아 새로운 맵을 만듭니다.' },
  receptiveField: {
    name: '수용 영역(receptive field)',
    text: '값 하나를 정하는 데 쓰이는 입력의 부분입니다. 층이 깊어질수록 넓어집니다.',
  },
  flatten: { name: '평탄화(flatten)', text: '모든 맵의 값을 한 줄로 늘어놓는 일입니다. 계산하는 것은 없습니다.' },
  dense: {
    name: '완전 연결층(dense layer)',
    text: '앞 층의 모든 값에 가중치를 곱해 더한 것이 값 하나가 됩니다. 밀집층, 전결합층(fully connected layer)이라고도 합니다.',
  },
  logit: { name: '로짓(logit)', text: '소프트맥스를 적용하기 전, 클래스의 값입니다. 어떤 수든 될 수 있습니다.' },
  softmax: {
    name: '소프트맥스(softmax)',
    text: '로짓마다 exp를 구해 그 전체의 합으로 나눈 것입니다. 0과 1 사이의 수가 되고, 모두 더하면 1입니다.',
  },
  probability: {
    name: '확률(probability)',
    text: '여기서는 소프트맥스가 클래스에 준 값입니다. 신경망이 클래스를 서로 어떻게 비교하는지를 말할 뿐, 맞다는 보장은 아닙니다.',
  },
  training: {
    name: '학습(training)',
    text: '답을 아는 그림에 더 잘 답하도록 가중치를 조금씩 바꾸는 일입니다. 훈련이라고도 합니다.',
  },
  loss: {
    name: '손실(loss)',
    text: '답이 얼마나 틀렸는지를 나타내는 수입니다. 여기서는 정답 클래스에 준 확률의 −log를 평균한 값입니다.',
  },
  gradientDescent: {
    name: '경사 하강법(gradient descent)',
    text: '손실이 줄어드는 쪽으로 가중치를 조금씩 옮기는 방법입니다. 그 방향은 역전파(backpropagation)가 모든 가중치에 대해 한꺼번에 계산합니다.',
  },
  testSet: {
    name: '테스트 데이터(test set)',
    text: '학습에 쓰지 않은 그림입니다. 처음 보는 그림을 얼마나 잘 맞히는지는 이것으로만 알 수 있습니다. 시험 데이터라고도 합니다.',
  },
  overfitting: {
    name: '과적합(overfitting)',
    text: '학습 데이터에만 들어맞는 것을 배우는 일입니다. 자기 그림은 잘 맞히지만 새 그림은 그만큼 맞히지 못하는 차이로 드러납니다.',
  },
  trainingSet: {
    name: '학습 데이터(training set)',
    text: '신경망이 배우는 데 쓰는 그림입니다. 이것을 잘 맞힌다고 다른 그림도 잘 맞히는 것은 아닙니다.',
  },
  generalisation: {
    name: '일반화(generalization)',
    text: '학습에서 본 적이 없는 것에도 바르게 답하는 일입니다. 새로운 것이 학습한 것을 닮은 만큼만 잘됩니다.',
  },
  augmentation: {
    name: '데이터 증강(augmentation)',
    text: '그림을 배울 때마다 조금씩 바꾸는 일입니다. 옮기고, 돌리고, 기울이고, 다른 굵기의 펜으로 그린 것처럼 바꿉니다. 무엇을 그린 것인지는 그대로입니다.',
  },
  dropout: {
    name: '드롭아웃(dropout)',
    text: '학습 스텝마다 어떤 층의 값 가운데 일부를 무작위로 빼서, 신경망이 어느 값 하나에 기대지 못하게 하는 방법입니다. 학습을 마치면 모든 값을 씁니다.',
  },
  parameter: { name: '매개변수(parameter)', text: '학습이 바꿀 수 있는 모든 수, 곧 모든 가중치와 편향입니다.' },
  topFiveError: {
    name: '상위 5 오류율(top-5 error)',
    text: '정답이 가장 유력한 다섯 클래스 안에 없는 그림의 비율입니다.',
  },
};
