import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EcgRecord, makeRecord, readWfdb, writeWfdb } from '../../src/record/index.ts';

/** Reads a header text whose signal files all hold the given counts in format 16. */
function read(header: string, counts: readonly number[]): EcgRecord {
  const bytes = new Uint8Array(Int16Array.from(counts).buffer);
  return readWfdb(new TextEncoder().encode(header), () => bytes);
}

/** Reads what `writeWfdb` returned. */
function readBack(files: Record<string, Uint8Array>, name: string): EcgRecord {
  return readWfdb(files[`${name}.hea`] ?? new Uint8Array(), (file) => files[file] ?? new Uint8Array());
}

describe('reading a WFDB record', () => {
  test('leads come in millivolts under their standard names, in the order of the header', () => {
    const lines = [
      'r1 2 500 2 12:00:00',
      'x.dat 16 1000(0)/mV 16 0 100 300 0 avr',
      'x.dat 16 200(100)/mV 16 0 100 -200 0 MLII',
      '# hello',
    ];
    expect(read(lines.join('\n'), [100, 100, 200, -300])).toEqual({
      fs: 500,
      unit: 'mV',
      leads: { aVR: Float32Array.of(0.1, 0.2), MLII: Float32Array.of(0, -2) },
      patient: {},
      source: { format: 'wfdb', name: 'r1', startTime: '12:00:00', comments: ['hello'], notes: [] },
    });
  });

  test.each([
    ['mV', 1],
    ['mv', 1],
    ['uV', 0.001],
    ['uv', 0.001],
    ['\u00b5V', 0.001],
    ['\u03bcV', 0.001],
    ['V', 1000],
  ])('a unit written %s is %d mV', (unit, millivolts) => {
    const record = read(`x 1 500\nx.dat 16 4/${unit} 16 0 0 0 0 I`, [10]);
    expect(record.unit).toBe('mV');
    expect(record.leads.I?.[0]).toBe(Math.fround(2.5 * millivolts));
  });

  test('a signal without unit is in mV', () => {
    expect(read('x 1 500\nx.dat 16 4 16 0 0 0 0 I', [10])).toMatchObject({
      unit: 'mV',
      leads: { I: Float32Array.of(2.5) },
    });
  });

  test('signals that are all NU make a normalised record', () => {
    expect(read('x 1 500\nx.dat 16 4/NU 16 0 0 0 0 I', [10])).toMatchObject({
      unit: 'normalised',
      leads: { I: Float32Array.of(2.5) },
    });
  });

  test('the default gain of 200 is used where none is stated, and noted', () => {
    expect(read('x 1 500\nx.dat 16 0 16 0 0 0 0 I', [10])).toMatchObject({
      leads: { I: Float32Array.of(0.05) },
      source: { notes: ["lead I: no gain stated, WFDB's default of 200 per mV used"] },
    });
    expect(read('x 1 500\nx.dat 16', [10]).leads).toEqual({ 'signal 0': Float32Array.of(0.05) });
  });

  test('signals that are no ECG are left out and named', () => {
    const record = read('x 2 500\nx.dat 16 4/mmHg 16 0 0 0 0 ABP\nx.dat 16 4/mV 16 0 0 0 0 II', [1, 10]);
    expect(record.leads).toEqual({ II: Float32Array.of(2.5) });
    expect(record.source.notes).toEqual(['signal ABP left out: its unit is mmHg']);
  });

  test('signals of unit NU beside voltages are left out and named', () => {
    const record = read('x 2 500\nx.dat 16 4/mV 16 0 0 0 0 II\nx.dat 16 4/NU 16 0 0 0 0 PLETH', [10, 1]);
    expect(record).toMatchObject({ unit: 'mV', source: { notes: ['signal PLETH left out: its unit is NU'] } });
    expect(record.leads).toEqual({ II: Float32Array.of(2.5) });
  });

  test('samples marked missing are NaN and counted', () => {
    const record = read('x 1 500\nx.dat 16 4/mV 16 0 0 0 0 II', [4, -32768, 8]);
    expect(record.leads.II).toEqual(Float32Array.of(1, Number.NaN, 2));
    expect(record.source.notes).toEqual(['lead II: 1 of 3 samples marked missing']);
  });

  test('-2048 is what marks them in format 212, and a common value in format 16', () => {
    const header = new TextEncoder().encode('x 1 500 1\nx.dat 212 4/mV 12 0 0 -2048 0 II');
    expect(readWfdb(header, () => Uint8Array.of(0x00, 0x08)).leads.II).toEqual(Float32Array.of(Number.NaN));
    expect(read('x 1 500\nx.dat 16 4/mV 16 0 0 0 0 II', [-2048]).leads.II).toEqual(Float32Array.of(-512));
  });

  test('age and sex come from the comments', () => {
    expect(read('x 1 500\nx.dat 16\n#Age: 49\n#Sex: Female', [1]).patient).toEqual({ ageYears: 49, sex: 'female' });
  });

  test.each([
    ['no signal', 'x 0 500', 'unsupported', 'record x must have a signal in mV, µV, V or NU, got no signals'],
    ['no ECG', 'x 1 500\nx.dat 16 4/mmHg', 'unsupported', 'must have a signal in mV, µV, V or NU, got mmHg'],
    [
      'one lead twice',
      'x 2 500\nx.dat 16 4 16 0 0 0 0 AVR\nx.dat 16 4 16 0 0 0 0 aVR',
      'malformed-input',
      'readWfdb: the signals of record x must have different names, got aVR twice',
    ],
  ])('a record with %s is refused', (_, header, code, message) => {
    expect(() => read(header, [1, 2])).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('errors of the caller who cannot find a file pass through', () => {
    const missing = () => {
      throw new RangeError('no such entry');
    };
    expect(() => readWfdb(new TextEncoder().encode('x 1 500\nx.dat 16'), missing)).toThrow(RangeError);
  });
});

/** Records that WFDB can hold at 1000 counts per unit. */
const leadName = fc.constantFrom('I', 'II', 'aVR', 'V1', 'MLII', 'ECG  lead', 'vx', 'µ', '#1');
const record = fc
  .record({
    fs: fc.oneof(fc.constantFrom(100, 128, 250, 360, 500, 1000), fc.double({ min: 1e-6, max: 50_000, noNaN: true })),
    unit: fc.constantFrom('mV', 'normalised'),
    names: fc.uniqueArray(leadName, { minLength: 1, maxLength: 9 }),
    samples: fc.integer({ min: 1, max: 20 }),
    values: fc.infiniteStream(
      fc.oneof({ arbitrary: fc.float({ min: -32, max: 32, noNaN: true }), weight: 9 }, fc.constant(Number.NaN)),
    ),
    patient: fc.record(
      { ageYears: fc.integer({ min: 0, max: 120 }), sex: fc.constantFrom('male', 'female') },
      { requiredKeys: [] },
    ),
    comments: fc.array(fc.constantFrom('Dx: Normal', 'Age: 49', '', '<sex>: F', '69 M 1085 1629 x1')),
    startTime: fc.option(fc.constantFrom('12:30:05', '12:30:05.25 26/10/1994'), { nil: undefined }),
  })
  .map(({ fs, unit, names, samples, values, patient, comments, startTime }) =>
    makeRecord({
      fs,
      unit: unit as EcgRecord['unit'],
      leads: Object.fromEntries(names.map((name) => [name, Float32Array.from(values.take(samples))])),
      patient: patient as EcgRecord['patient'],
      source: { comments, ...(startTime !== undefined && { startTime }) },
    }),
  );

describe('writing a WFDB record', () => {
  test('gives the files that the format prescribes, to the byte', () => {
    const leads = { I: Float32Array.of(0.5, -0.25), V1: Float32Array.of(Number.NaN, 32.767) };
    const files = writeWfdb(makeRecord({ fs: 360, leads, patient: { ageYears: 69, sex: 'male' } }), 'a-1');
    expect(Object.keys(files)).toEqual(['a-1.hea', 'a-1.dat']);
    expect(new TextDecoder().decode(files['a-1.hea'])).toBe(
      [
        'a-1 2 360 2',
        'a-1.dat 16 1000(0)/mV 16 0 500 250 0 I',
        'a-1.dat 16 1000(0)/mV 16 0 -32768 -1 0 V1',
        '#Age: 69',
        '#Sex: Male',
        '',
      ].join('\n'),
    );
    expect([...(files['a-1.dat'] ?? [])]).toEqual([0xf4, 0x01, 0x00, 0x80, 0x06, 0xff, 0xff, 0x7f]);
  });

  test('and reading gives the record back, every sample within half a count', () => {
    fc.assert(
      fc.property(record, (original) => {
        const back = readBack(writeWfdb(original, 'x'), 'x');
        expect({ fs: back.fs, unit: back.unit, patient: back.patient, startTime: back.source.startTime }).toEqual({
          fs: original.fs,
          unit: original.unit,
          patient: original.patient,
          startTime: original.source.startTime,
        });
        expect(Object.keys(back.leads)).toEqual(Object.keys(original.leads));
        for (const [name, samples] of Object.entries(original.leads)) {
          samples.forEach((value, i) => {
            const read = back.leads[name]?.[i] ?? 0;
            expect(Number.isNaN(read)).toBe(Number.isNaN(value));
            // Half a count of 1 µV, and the rounding of 32 mV to a 32-bit float.
            if (!Number.isNaN(value)) expect(Math.abs(read - value)).toBeLessThanOrEqual(0.0005 + 2 ** -19);
          });
        }
      }),
    );
  });

  test('writing what was read gives the same bytes', () => {
    fc.assert(
      fc.property(record, (original) => {
        const files = writeWfdb(original, 'x');
        expect(writeWfdb(readBack(files, 'x'), 'x')).toEqual(files);
      }),
    );
  });

  test('a coarser resolution holds larger amplitudes', () => {
    const large = makeRecord({ fs: 500, leads: { I: Float32Array.of(300) } });
    expect(readBack(writeWfdb(large, 'x', { countsPerUnit: 100 }), 'x').leads.I).toEqual(Float32Array.of(300));
    expect(() => writeWfdb(large, 'x')).toThrow(
      'writeWfdb: lead I must stay within ±32767 counts at 1000 per unit, got 300 at sample 0',
    );
  });

  test('comments of the source stay, but not those that contradict the patient', () => {
    const comments = ['Age: 49', 'Dx: Normal\nRx: none', 'Sex: Female'];
    const parts = { fs: 500, leads: { I: Float32Array.of(1) }, source: { comments } };
    const commentsAfter = (patient: EcgRecord['patient']) =>
      readBack(writeWfdb(makeRecord({ ...parts, patient }), 'x'), 'x').source.comments;
    expect(commentsAfter({ ageYears: 49, sex: 'female' })).toEqual([
      'Age: 49',
      'Dx: Normal',
      'Rx: none',
      'Sex: Female',
    ]);
    expect(commentsAfter({ ageYears: 50 })).toEqual(['Dx: Normal', 'Rx: none', 'Age: 50']);
  });

  const one = { I: Float32Array.of(1) };
  test.each([
    ['an infinite amplitude', { leads: { I: Float32Array.of(Infinity) } }, 'x', 'got Infinity at sample 0'],
    ['no samples', { leads: { I: new Float32Array() } }, 'x', 'a record must have samples'],
    ['a rate that readers refuse', { leads: one, fs: 60_000 }, 'x', 'fs must be at most 50000 Hz, got 60000'],
    ['a name with a folder', { leads: one }, '../x', 'the name must be letters, digits, _ and -, got "../x"'],
    ['a lead that would be read as another', { leads: { avr: one.I } }, 'x', 'got "avr"'],
    ['a lead of two lines', { leads: { 'a\nb': one.I } }, 'x', 'got "a\\nb"'],
    ['a lead without name', { leads: { '': one.I } }, 'x', 'got ""'],
    ['a start of two lines', { leads: one, source: { startTime: '1\n2' } }, 'x', 'the start time must be one line'],
  ])('%s is refused', (_, parts, name, message) => {
    expect(() => writeWfdb(makeRecord({ fs: 500, ...parts }), name)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
    );
  });

  test.each([0, -1, Number.NaN, 1e12])('%d counts per unit are refused', (countsPerUnit) => {
    const write = () => writeWfdb(makeRecord({ fs: 500, leads: one }), 'x', { countsPerUnit });
    expect(write).toThrow(`countsPerUnit must lie in [1e-6, 1e9], got ${countsPerUnit}`);
  });
});
