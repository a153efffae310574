/** How people and other vocabularies say a statement. */
export interface StatementTerm {
  /** Short name in English. */
  readonly name: string;
  /** Short name in German. */
  readonly germanName: string;
  /** What it means, in a plain sentence for readers who are no cardiologists. */
  readonly meaning: string;
  /**
   * SNOMED CT concept that the PhysioNet/CinC challenges map the statement to: Reyna MA et al., Will two do? Varying dimensions in electrocardiography:
   * the PhysioNet/Computing in Cardiology challenge 2021, Comput Cardiol 2021;48, doi:10.23919/CinC53138.2021.9662687; tables `dx_mapping_scored.csv`
   * and `dx_mapping_unscored.csv`. Given where the concept's name means the same and, for statements of PTB-XL, the table's number of PTB-XL records is that
   * of the statement, but for LVH, SR and TAB_, which go by their names: their numbers differ. Absent elsewhere.
   */
  readonly snomedCode?: string;
}

function term(name: string, germanName: string, meaning: string, snomedCode?: string): StatementTerm {
  return { name, germanName, meaning, ...(snomedCode !== undefined && { snomedCode }) };
}

/** By code: the 71 statements, the five superclasses, and what this package names beyond them in kebab-case. */
// biome-ignore format: one statement per line
export const STATEMENT_TERMS: Readonly<Record<string, StatementTerm>> = {
  // Superclasses; NORM is a statement as well.
  MI: term('myocardial infarction', 'Herzinfarkt', 'Part of the heart muscle has died, or is dying, for lack of blood.', '164865005'),
  STTC: term('ST/T change', 'ST-T-Veränderung', 'The recovery of the ventricles after each beat looks unusual.'),
  CD: term('conduction disturbance', 'Erregungsleitungsstörung', 'The electrical impulse travels through the heart slowly or on a detour.'),
  HYP: term('hypertrophy', 'Hypertrophie', 'Walls or chambers of the heart seem thickened or enlarged.'),

  // Diagnoses
  NORM: term('normal ECG', 'normales EKG', 'Nothing unusual is seen.'),
  NDT: term('non-diagnostic T abnormality', 'unspezifische T-Veränderung', 'T waves differ from the usual in a way that points to no particular cause.'),
  NST_: term('non-specific ST change', 'unspezifische ST-Veränderung', 'The ST segment differs from the usual in a way that points to no particular cause.', '55930002'),
  DIG: term('digitalis effect', 'Digitaliseffekt', 'ST segments sag as they do under digitalis.'),
  LNGQT: term('long QT interval', 'verlängertes QT-Intervall', 'The ventricles take longer than usual to recover, which can favour dangerous rhythms.', '111975006'),
  IMI: term('inferior myocardial infarction', 'inferiorer Myokardinfarkt', 'Signs of an infarction of the lower wall of the left ventricle.'),
  ASMI: term('anteroseptal myocardial infarction', 'anteroseptaler Myokardinfarkt', 'Signs of an infarction of the front wall and the septum.'),
  AMI: term('anterior myocardial infarction', 'Vorderwandinfarkt', 'Signs of an infarction of the front wall of the left ventricle.', '54329005'),
  ALMI: term('anterolateral myocardial infarction', 'anterolateraler Myokardinfarkt', 'Signs of an infarction of the front and side walls.'),
  ILMI: term('inferolateral myocardial infarction', 'inferolateraler Myokardinfarkt', 'Signs of an infarction of the lower and side walls.'),
  LMI: term('lateral myocardial infarction', 'lateraler Myokardinfarkt', 'Signs of an infarction of the side wall of the left ventricle.'),
  IPLMI: term('inferoposterolateral myocardial infarction', 'inferoposterolateraler Myokardinfarkt', 'Signs of an infarction of the lower, back and side walls.'),
  IPMI: term('inferoposterior myocardial infarction', 'inferoposteriorer Myokardinfarkt', 'Signs of an infarction of the lower and back walls.'),
  PMI: term('posterior myocardial infarction', 'posteriorer Myokardinfarkt', 'Signs of an infarction of the back wall, seen as a mirror image in V1 and V2.'),
  ANEUR: term('ST-T change as in ventricular aneurysm', 'ST-T-Veränderung wie bei Ventrikelaneurysma', 'ST stays raised over an old infarction, as when the wall there bulges.'),
  ISC_: term('ischaemic ST-T change', 'ischämische ST-T-Veränderung', 'ST or T change as when the heart muscle gets too little blood.'),
  ISCAL: term('anterolateral ischaemic ST-T change', 'anterolaterale ischämische ST-T-Veränderung', 'Signs of too little blood in the front and side walls.'),
  ISCAN: term('anterior ischaemic ST-T change', 'anteriore ischämische ST-T-Veränderung', 'Signs of too little blood in the front wall.', '426434006'),
  ISCAS: term('anteroseptal ischaemic ST-T change', 'anteroseptale ischämische ST-T-Veränderung', 'Signs of too little blood in the front wall and the septum.'),
  ISCIL: term('inferolateral ischaemic ST-T change', 'inferolaterale ischämische ST-T-Veränderung', 'Signs of too little blood in the lower and side walls.'),
  ISCIN: term('inferior ischaemic ST-T change', 'inferiore ischämische ST-T-Veränderung', 'Signs of too little blood in the lower wall.', '425419005'),
  ISCLA: term('lateral ischaemic ST-T change', 'laterale ischämische ST-T-Veränderung', 'Signs of too little blood in the side wall.', '425623009'),
  INJAL: term('anterolateral subendocardial injury', 'anterolaterale subendokardiale Schädigung', 'ST is lowered in front and side leads, as when the inner layer of the wall suffers.'),
  INJAS: term('anteroseptal subendocardial injury', 'anteroseptale subendokardiale Schädigung', 'ST is lowered in front and septal leads, as when the inner layer of the wall suffers.'),
  INJIL: term('inferolateral subendocardial injury', 'inferolaterale subendokardiale Schädigung', 'ST is lowered in lower and side leads, as when the inner layer of the wall suffers.'),
  INJIN: term('inferior subendocardial injury', 'inferiore subendokardiale Schädigung', 'ST is lowered in lower leads, as when the inner layer of the wall suffers.'),
  INJLA: term('lateral subendocardial injury', 'laterale subendokardiale Schädigung', 'ST is lowered in side leads, as when the inner layer of the wall suffers.'),
  LVH: term('left ventricular hypertrophy', 'linksventrikuläre Hypertrophie', 'The left ventricle seems thickened, as after years of high blood pressure.', '164873001'),
  RVH: term('right ventricular hypertrophy', 'rechtsventrikuläre Hypertrophie', 'The right ventricle seems thickened, as under high pressure in the lungs.', '89792004'),
  SEHYP: term('septal hypertrophy', 'Septumhypertrophie', 'The wall between the ventricles seems thickened.'),
  'LAO/LAE': term('left atrial enlargement', 'linksatriale Vergrößerung', 'The left atrium seems enlarged or overloaded.', '67741000119109'),
  'RAO/RAE': term('right atrial enlargement', 'rechtsatriale Vergrößerung', 'The right atrium seems enlarged or overloaded.', '446358003'),
  LAFB: term('left anterior fascicular block', 'linksanteriorer Hemiblock', 'The front branch of the left bundle conducts late or not at all.', '445118002'),
  LPFB: term('left posterior fascicular block', 'linksposteriorer Hemiblock', 'The back branch of the left bundle conducts late or not at all.', '445211001'),
  CLBBB: term('complete left bundle branch block', 'kompletter Linksschenkelblock', 'The left ventricle is activated late, by way of the right one.', '164909002'),
  ILBBB: term('incomplete left bundle branch block', 'inkompletter Linksschenkelblock', 'The left bundle conducts somewhat late.', '251120003'),
  CRBBB: term('complete right bundle branch block', 'kompletter Rechtsschenkelblock', 'The right ventricle is activated late, by way of the left one.', '713427006'),
  IRBBB: term('incomplete right bundle branch block', 'inkompletter Rechtsschenkelblock', 'The right bundle conducts somewhat late; often harmless.', '713426002'),
  IVCD: term('non-specific intraventricular conduction disturbance', 'unspezifische intraventrikuläre Leitungsstörung', 'The impulse spreads slowly through the ventricles, without the pattern of a bundle branch block.', '698252002'),
  '1AVB': term('first-degree AV block', 'AV-Block I. Grades', 'The impulse reaches the ventricles late, but every time.', '270492004'),
  '2AVB': term('second-degree AV block', 'AV-Block II. Grades', 'Some impulses of the atria do not reach the ventricles.', '195042002'),
  '3AVB': term('third-degree AV block', 'AV-Block III. Grades', 'No impulse of the atria reaches the ventricles, which beat slowly on their own.', '27885002'),
  WPW: term('Wolff–Parkinson–White pattern', 'WPW-Muster', 'A second pathway activates part of the ventricles too early.', '74390002'),
  EL: term('electrolyte disturbance or drug effect', 'Elektrolytstörung oder Medikamentenwirkung', 'The shape of the waves suggests unusual blood salts or the effect of a drug.'),

  // Form
  ABQRS: term('abnormal QRS', 'abnormer QRS-Komplex', 'The main deflection has an unusual shape.', '164951009'),
  PVC: term('premature ventricular beat', 'ventrikuläre Extrasystole', 'A beat begins too early in a ventricle.', '164884008'),
  PAC: term('premature atrial beat', 'supraventrikuläre Extrasystole', 'A beat begins too early in an atrium.', '284470004'),
  'PRC(S)': term('premature beats', 'Extrasystolen', 'Beats come before their turn.'),
  STD_: term('ST depression', 'ST-Senkung', 'The ST segment lies below the level before QRS.', '429622005'),
  STE_: term('ST elevation', 'ST-Hebung', 'The ST segment lies above the level before QRS.', '164931005'),
  VCLVH: term('voltage criteria for left ventricular hypertrophy', 'Voltage-Kriterien für linksventrikuläre Hypertrophie', 'The deflections of the left ventricle are higher than usual, which may, but need not, mean a thickened wall.'),
  QWAVE: term('Q waves', 'Q-Zacken', 'QRS begins with a wide or deep negative deflection, as after an infarction.', '164917005'),
  LOWT: term('low T waves', 'flache T-Wellen', 'T waves are lower than usual.'),
  NT_: term('non-specific T change', 'unspezifische T-Wellen-Veränderung', 'T waves differ from the usual in a way that points to no particular cause.'),
  TAB_: term('T wave abnormality', 'abnorme T-Wellen', 'T waves have an unusual shape.', '164934002'),
  INVT: term('inverted T waves', 'T-Negativierung', 'T waves point downwards where they usually point upwards.', '59931005'),
  LPR: term('prolonged PR interval', 'verlängertes PQ-Intervall', 'The impulse takes longer than usual from the atria to the ventricles.', '164947007'),
  LVOLT: term('low QRS voltage', 'Niedervoltage', 'The deflections are small in all limb or all chest leads.', '251146004'),
  HVOLT: term('high QRS voltage', 'hohe QRS-Voltage', 'The deflections are larger than usual.'),

  // Rhythm
  SR: term('sinus rhythm', 'Sinusrhythmus', 'The heart is paced by its usual pacemaker.', '426783006'),
  AFIB: term('atrial fibrillation', 'Vorhofflimmern', 'The atria flicker without order and the ventricles follow irregularly.', '164889003'),
  AFLT: term('atrial flutter', 'Vorhofflattern', 'The atria circle regularly at about 300 beats a minute.', '164890007'),
  STACH: term('sinus tachycardia', 'Sinustachykardie', 'Sinus rhythm faster than 100 beats a minute.', '427084000'),
  SBRAD: term('sinus bradycardia', 'Sinusbradykardie', 'Slow sinus rhythm, as in trained or sleeping people and in some diseases.', '426177001'),
  SARRH: term('sinus arrhythmia', 'Sinusarrhythmie', 'The rate of the sinus rhythm comes and goes, mostly with breathing; usually harmless.', '427393009'),
  PACE: term('pacemaker rhythm', 'Schrittmacherrhythmus', 'An implanted pacemaker stimulates the heart.', '10370003'),
  SVARR: term('supraventricular arrhythmia', 'supraventrikuläre Arrhythmie', 'An irregular rhythm that begins above the ventricles.'),
  SVTAC: term('supraventricular tachycardia', 'supraventrikuläre Tachykardie', 'A fast rhythm that begins above the ventricles.', '426761007'),
  PSVT: term('paroxysmal supraventricular tachycardia', 'paroxysmale supraventrikuläre Tachykardie', 'A fast rhythm from above the ventricles that comes in attacks.', '67198005'),
  // The challenges map the next two to ventricular patterns, which the statements do not say.
  BIGU: term('bigeminy', 'Bigeminus', 'Every second beat comes too early.'),
  TRIGU: term('trigeminy', 'Trigeminus', 'Every third beat comes too early.'),

  // Names of this package for what the statements of PTB-XL lack
  bradycardia: term('slow ventricular rate', 'langsame Kammerfrequenz', 'Fewer than 50 beats a minute.', '426627000'),
  tachycardia: term('fast ventricular rate', 'schnelle Kammerfrequenz', 'More than 100 beats a minute.'),
  'ventricular-run': term('run of ventricular beats', 'ventrikuläre Salve', 'Three or more beats in a row begin in a ventricle.'),
  'wide-complex-tachycardia': term('tachycardia with wide QRS', 'Tachykardie mit breitem QRS', 'A fast rhythm with wide deflections, which may come from the ventricles.'),
  'ventricular-pacing': term('paced beats', 'stimulierte Schläge', 'A pacemaker stimulates the ventricles: QRS complexes follow its stimuli.'),
  pause: term('pause', 'Pause', 'No beat for more than three seconds.'),
  'short-pr': term('short PR interval', 'verkürztes PQ-Intervall', 'The impulse takes less than 120 ms from the atria to the ventricles.', '49578007'),
  'left-axis-deviation': term('left axis deviation', 'überdrehter Linkstyp', 'The main direction of activation points up and to the left.', '39732003'),
  'right-axis-deviation': term('right axis deviation', 'Rechtstyp', 'The main direction of activation points to the right.', '47665007'),
  'extreme-axis-deviation': term('extreme axis deviation', 'extreme Achsenabweichung', 'The main direction of activation points up and to the right.'),
  'poor-r-progression': term('poor R progression', 'mangelnde R-Progression', 'R does not grow as usual from V1 to V3, as after an infarction of the front wall, but also otherwise.', '365413008'),
  'st-elevation-myocardial-infarction': term('ST elevation as in acute myocardial infarction', 'ST-Hebung wie bei akutem Myokardinfarkt', 'ST is raised as far as in an acute infarction; whether that is new, one ECG cannot tell.'),
  'infarction-in-lbbb': term('ST as in acute infarction with left bundle branch block or pacing', 'ST wie bei akutem Infarkt mit Linksschenkelblock oder Schrittmacher', 'ST deviates further than the block or the pacemaker explains.'),
  'qtc-500': term('QTc of 500 ms or more', 'QTc von 500 ms oder mehr', 'QT is so long that dangerous rhythms become likelier.'),
  'short-qtc': term('short QT interval', 'verkürztes QT-Intervall', 'The ventricles recover sooner than usual: QTc of 390 ms or less.', '77867006'),
  'hyperkalaemia-hint': term('T and QRS as in hyperkalaemia', 'T und QRS wie bei Hyperkaliämie', 'Tall T waves with slow conduction, as under much potassium in the blood.'),
};
