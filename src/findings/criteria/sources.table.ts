import type { CriterionSource } from '../criterion-result.ts';

const standardisation = (part: string, title: string, authors: string, pages: string, doi: string) =>
  ({
    citation: `${authors}. AHA/ACCF/HRS recommendations for the standardization and interpretation of the electrocardiogram, part ${part}: ${title}. Circulation 2009;119:${pages}`,
    year: 2009,
    doi,
  }) as const;

/** Publications that criteria follow. */
export const SOURCES = {
  conduction: standardisation(
    'III',
    'intraventricular conduction disturbances',
    'Surawicz B, Childers R, Deal BJ, Gettes LS',
    'e235–e240',
    '10.1161/CIRCULATIONAHA.108.191095',
  ),
  repolarisation: standardisation(
    'IV',
    'the ST segment, T and U waves, and the QT interval',
    'Rautaharju PM, Surawicz B, Gettes LS',
    'e241–e250',
    '10.1161/CIRCULATIONAHA.108.191096',
  ),
  hypertrophy: standardisation(
    'V',
    'electrocardiogram changes associated with cardiac chamber hypertrophy',
    'Hancock EW, Deal BJ, Mirvis DM, et al',
    'e251–e261',
    '10.1161/CIRCULATIONAHA.108.191097',
  ),
  infarction: {
    citation:
      'Thygesen K, Alpert JS, Jaffe AS, et al. Fourth universal definition of myocardial infarction (2018), tables 2 and 3. Circulation 2018;138:e618–e651',
    year: 2018,
    doi: '10.1161/CIR.0000000000000617',
  },
  bradycardia: {
    citation:
      'Kusumoto FM, Schoenfeld MH, Barrett C, et al. 2018 ACC/AHA/HRS guideline on the evaluation and management of patients with bradycardia and cardiac conduction delay. Circulation 2019;140:e382–e482',
    year: 2018,
    doi: '10.1161/CIR.0000000000000628',
  },
  supraventricularTachycardia: {
    citation:
      'Page RL, Joglar JA, Caldwell MA, et al. 2015 ACC/AHA/HRS guideline for the management of adult patients with supraventricular tachycardia. Circulation 2016;133:e506–e574',
    year: 2015,
    doi: '10.1161/CIR.0000000000000311',
  },
  atrialFibrillation: {
    citation:
      'Hindricks G, Potpara T, Dagres N, et al. 2020 ESC guidelines for the diagnosis and management of atrial fibrillation. Eur Heart J 2021;42:373–498',
    year: 2020,
    doi: '10.1093/eurheartj/ehaa612',
  },
  ventricularArrhythmia: {
    citation:
      'Al-Khatib SM, Stevenson WG, Ackerman MJ, et al. 2017 AHA/ACC/HRS guideline for management of patients with ventricular arrhythmias. Circulation 2018;138:e272–e391',
    year: 2017,
    doi: '10.1161/CIR.0000000000000549',
  },
  sinusArrhythmia: {
    citation:
      'Surawicz B, Knilans TK. Chou’s electrocardiography in clinical practice, 6th edition. Saunders, Philadelphia 2008',
    year: 2008,
  },
  minnesota: {
    citation:
      'Prineas RJ, Crow RS, Zhang ZM. The Minnesota code manual of electrocardiographic findings, 2nd edition. Springer, London 2010',
    year: 2010,
    doi: '10.1007/978-1-84882-778-3',
  },
  sokolowLyon: {
    citation:
      'Sokolow M, Lyon TP. The ventricular complex in left ventricular hypertrophy as obtained by unipolar precordial and limb leads. Am Heart J 1949;37:161–186',
    year: 1949,
    doi: '10.1016/0002-8703(49)90562-1',
  },
  sokolowLyonRight: {
    citation:
      'Sokolow M, Lyon TP. The ventricular complex in right ventricular hypertrophy as obtained by unipolar precordial and limb leads. Am Heart J 1949;38:273–294',
    year: 1949,
  },
  cornell: {
    citation:
      'Casale PN, Devereux RB, Alonso DR, Campo E, Kligfield P. Improved sex-specific criteria of left ventricular hypertrophy for clinical and computer interpretation of electrocardiograms. Circulation 1987;75:565–572',
    year: 1987,
    doi: '10.1161/01.CIR.75.3.565',
  },
  cornellProduct: {
    citation:
      'Molloy TJ, Okin PM, Devereux RB, Kligfield P. Electrocardiographic detection of left ventricular hypertrophy by the simple QRS voltage-duration product. J Am Coll Cardiol 1992;20:1180–1186',
    year: 1992,
    doi: '10.1016/0735-1097(92)90376-X',
  },
  pegueroLoPresti: {
    citation:
      'Peguero JG, Lo Presti S, Perez J, et al. Electrocardiographic criteria for the diagnosis of left ventricular hypertrophy. J Am Coll Cardiol 2017;69:1694–1703',
    year: 2017,
    doi: '10.1016/j.jacc.2017.01.037',
  },
  romhiltEstes: {
    citation:
      'Romhilt DW, Estes EH. A point-score system for the ECG diagnosis of left ventricular hypertrophy. Am Heart J 1968;75:752–758',
    year: 1968,
    doi: '10.1016/0002-8703(68)90035-5',
  },
  morris: {
    citation:
      'Morris JJ, Estes EH, Whalen RE, Thompson HK, McIntosh HD. P-wave analysis in valvular heart disease. Circulation 1964;29:242–252',
    year: 1964,
    doi: '10.1161/01.CIR.29.2.242',
  },
  poorRProgression: {
    citation:
      'DePace NL, Colby J, Hakki AH, et al. Poor R wave progression in the precordial leads: clinical implications for the diagnosis of myocardial infarction. J Am Coll Cardiol 1983;2:1073–1079',
    year: 1983,
  },
  sgarbossa: {
    citation:
      'Sgarbossa EB, Pinski SL, Barbagelata A, et al. Electrocardiographic diagnosis of evolving acute myocardial infarction in the presence of left bundle-branch block. N Engl J Med 1996;334:481–487',
    year: 1996,
    doi: '10.1056/NEJM199602223340801',
  },
  smith: {
    citation:
      'Smith SW, Dodd KW, Henry TD, Dvorak DM, Pearce LA. Diagnosis of ST-elevation myocardial infarction in the presence of left bundle branch block with the ST-elevation to S-wave ratio in a modified Sgarbossa rule. Ann Emerg Med 2012;60:766–776',
    year: 2012,
    doi: '10.1016/j.annemergmed.2012.07.119',
  },
  hyperkalaemia: {
    citation:
      'Littmann L, Gibbs MA. Electrocardiographic manifestations of severe hyperkalemia. J Electrocardiol 2018;51:814–817',
    year: 2018,
  },
} as const satisfies Readonly<Record<string, CriterionSource>>;
