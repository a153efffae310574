import { describe, expect, it } from 'vitest';
import { checkStatements } from '../../src/datasets/index.ts';

const header = ',description,diagnostic,form,rhythm,diagnostic_class,diagnostic_subclass';
const check = (...lines: string[]) => checkStatements(`${[header, ...lines].join('\n')}\n`);

describe('checkStatements', () => {
  it('accepts statements that mean what the table says, whatever their wording', () => {
    expect(() =>
      check('IMI,old inferior infarct,1.0,,,MI,IMI', 'SR,,,,1.0,,', 'NDT,,1.0,1.0,,STTC,STTC'),
    ).not.toThrow();
  });

  it.each([
    ['FOO,,1.0,,,MI,IMI', 'mean by FOO what PTB-XL does (code: a known code), got FOO'],
    ['IMI,,1.0,,,STTC,IMI', 'mean by IMI what PTB-XL does (diagnostic_class: MI), got STTC'],
    ['IMI,,1.0,,,MI,', 'mean by IMI what PTB-XL does (diagnostic_subclass: IMI), got empty'],
    ['SR,,,1.0,1.0,,', 'mean by SR what PTB-XL does (form: empty), got 1.0'],
    ['AFIB,,,,,,', 'mean by AFIB what PTB-XL does (rhythm: 1.0), got empty'],
  ])('refuses %s, which would give labels another meaning', (line, rule) => {
    expect(() => check(line)).toThrow(`checkStatements: scp_statements.csv must ${rule}`);
  });

  it('names a missing column', () => {
    expect(() => checkStatements(',diagnostic,form,rhythm,diagnostic_class\n')).toThrow('column diagnostic_subclass');
  });
});
