import { describe, expect, test } from 'vitest';
import { isEcgError } from '../../src/errors.ts';
import { parseWfdbHeader } from '../../src/record/index.ts';

const parse = (text: string) => parseWfdbHeader(new TextEncoder().encode(text));

/** The code and message with which a header is refused. */
function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return isEcgError(error) ? `${error.code} ${error.message}` : String(error);
  }
  return 'not refused';
}

describe('the record line of a WFDB header', () => {
  test('all of its fields are read', () => {
    const header = parse('x_1 0 62.5/999.56(-3) 1000 12:30:05.25 26/10/1994\n');
    expect(header).toEqual({
      recordName: 'x_1',
      fs: 62.5,
      counterFrequency: 999.56,
      baseCounter: -3,
      samples: 1000,
      startTime: '12:30:05.25 26/10/1994',
      signals: [],
      comments: [],
    });
  });

  test('fields that are not there are absent, and so is a length of 0', () => {
    const shortest = { recordName: 'x', fs: 500, signals: [], comments: [] };
    expect(parse('x 0 500')).toEqual(shortest);
    expect(parse('x 0 500 0')).toEqual(shortest);
  });

  test('the start is kept as the source writes it, in whatever order', () => {
    expect(parse('A0002 0 500 5000 05-Feb-2020 11:39:16').startTime).toBe('05-Feb-2020 11:39:16');
  });

  test.each([
    ['360', 360],
    ['360.0', 360],
    ['1e3', 1000],
    ['.5', 0.5],
    ['0.0166666666667/125', 0.0166666666667],
    ['50000', 50000],
  ])('the rate %s is %d Hz', (written, fs) => {
    expect(parse(`x 0 ${written}`).fs).toBe(fs);
  });
});

describe('a signal line of a WFDB header', () => {
  const signal = (line: string) => parse(`x 1 500\n${line}`).signals[0];

  test('all of its fields are read', () => {
    expect(signal('x.mat 16x2:3+24 -12.5e1(-4)/uV 12 1024 995 -22131 4 ECG lead  II ')).toEqual({
      fileName: 'x.mat',
      format: 16,
      samplesPerFrame: 2,
      skew: 3,
      byteOffset: 24,
      gain: -125,
      baseline: -4,
      unit: 'uV',
      adcResolution: 12,
      adcZero: 1024,
      initialValue: 995,
      checksum: -22131,
      blockSize: 4,
      description: 'ECG lead  II',
    });
  });

  test('what is missing has the value that the format prescribes, or is absent', () => {
    expect(signal('x.dat 212')).toEqual({
      fileName: 'x.dat',
      format: 212,
      samplesPerFrame: 1,
      skew: 0,
      byteOffset: 0,
      baseline: 0,
      unit: 'mV',
      adcZero: 0,
      description: '',
    });
  });

  test('the baseline is the ADC zero where the gain does not state one', () => {
    expect(signal('100.dat 212 200 11 1024')?.baseline).toBe(1024);
    expect(signal('100.dat 212 200(0) 11 1024')?.baseline).toBe(0);
  });

  test('a gain of 0 is no gain', () => {
    expect(signal('x.dat 16 0/mV')).not.toHaveProperty('gain');
  });
});

describe('the lines of a WFDB header', () => {
  test('comments may stand anywhere and lose their mark; blank lines, tabs and carriage returns mean nothing', () => {
    const header = parse('\r\n# before\r\nx\t1  500\r\n\r\n  #between \r\nx.dat 16\r\n#<age>: 51\r\n#\r\n');
    expect(header.comments).toEqual(['before', 'between', '<age>: 51', '']);
    expect(header.signals).toHaveLength(1);
  });

  test('text that is not UTF-8 is read as Latin-1', () => {
    const latin1 = Uint8Array.from('x 1 500\nx.dat 16 32.7/\u00b5V\n', (character) => character.charCodeAt(0));
    expect(parseWfdbHeader(latin1).signals[0]?.unit).toBe('\u00b5V');
  });
});

describe('a broken WFDB header', () => {
  test.each([
    ['nothing', '', 'malformed-input parseWfdbHeader: a header must have a record line'],
    ['comments alone', '# x', 'malformed-input parseWfdbHeader: a header must have a record line'],
    ['no number of signals', 'x', 'malformed-input parseWfdbHeader: a record line must state the number of signals'],
    ['a word for the number of signals', 'x two 500', 'malformed-input'],
    ['a negative number of signals', 'x -1 500', 'the number of signals must not be negative, got -1'],
    [
      'no sampling rate',
      'x 0',
      'unsupported parseWfdbHeader: the header must state a sampling rate, got none in record x',
    ],
    ['a rate of 0', 'x 0 0', 'malformed-input parseWfdbHeader: the sampling rate must lie in (0, 50000] Hz, got 0'],
    ['a negative rate', 'x 0 -500', 'the sampling rate must lie in (0, 50000] Hz, got -500'],
    ['a rate above 50 kHz', 'x 0 50001', 'the sampling rate must lie in (0, 50000] Hz, got 50001'],
    ['a rate that is no number', 'x 0 fast', 'the sampling rate must lie in (0, 50000] Hz, got fast'],
    ['a fractional length', 'x 0 500 10.5', 'the number of samples must be an integer, got 10.5'],
    ['a length beyond all integers', 'x 0 500 99999999999999999999', 'the number of samples must be an integer'],
    ['several segments', '100/2 0 500', 'unsupported parseWfdbHeader: multi-segment records are not read, got 100/2'],
    ['too few signal lines', 'x 2 500\nx.dat 16', 'record x must have 2 signal lines, got 1'],
    ['too many signal lines', 'x 0 500\nx.dat 16', 'record x must have 0 signal lines, got 1'],
    ['no format', 'x 1 500\nx.dat', 'the format of x.dat must be a number, got none'],
    ['a format that is no number', 'x 1 500\nx.dat wav', 'the format of x.dat must be a number, got wav'],
    ['a gain that is no number', 'x 1 500\nx.dat 16 mV', 'a gain must read gain(baseline)/unit, got mV'],
    ['a gain beyond reason', 'x 1 500\nx.dat 16 1e300', 'a gain must read gain(baseline)/unit, got 1e300'],
    ['a fractional baseline', 'x 1 500\nx.dat 16 200(0.5)', 'a gain must read gain(baseline)/unit, got 200(0.5)'],
    ['a word for the ADC zero', 'x 1 500\nx.dat 16 200 11 zero', 'the ADC zero must be an integer, got zero'],
    [
      'a lead name in place of the checksum',
      'x 1 500\nx.dat 16 200 11 0 0 V1',
      'the checksum must be an integer, got V1',
    ],
  ])('with %s is refused', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });
});
