/**
 * Macro-AUC on fold 10 of all of PTB-XL: Strodthoff N, Wagner P, Schaeffter T, Samek W, "Deep Learning for ECG Analysis: Benchmarks and
 * Insights from PTB-XL", IEEE J Biomed Health Inform 2021;25(5):1519–1528, doi:10.1109/JBHI.2020.3022989, by our names of architectures.
 */
export const PUBLISHED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  xresnet1d101: {
    all: 0.925,
    diagnostic: 0.937,
    subdiagnostic: 0.929,
    superdiagnostic: 0.928,
    form: 0.896,
    rhythm: 0.957,
  },
  inception1d: {
    all: 0.925,
    diagnostic: 0.931,
    subdiagnostic: 0.93,
    superdiagnostic: 0.921,
    form: 0.899,
    rhythm: 0.953,
  },
  'resnet1d-wang': {
    all: 0.919,
    diagnostic: 0.936,
    subdiagnostic: 0.928,
    superdiagnostic: 0.93,
    form: 0.88,
    rhythm: 0.946,
  },
  'fcn-wang': {
    all: 0.918,
    diagnostic: 0.926,
    subdiagnostic: 0.927,
    superdiagnostic: 0.925,
    form: 0.869,
    rhythm: 0.931,
  },
  lstm: { all: 0.907, diagnostic: 0.927, subdiagnostic: 0.928, superdiagnostic: 0.927, form: 0.851, rhythm: 0.953 },
  'lstm-bidir': {
    all: 0.914,
    diagnostic: 0.932,
    subdiagnostic: 0.923,
    superdiagnostic: 0.921,
    form: 0.876,
    rhythm: 0.949,
  },
};
