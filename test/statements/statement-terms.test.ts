import { describe, expect, test } from 'vitest';
import { STATEMENT_TERMS, STATEMENTS, SUPERCLASSES, statementTerm } from '../../src/statements/index.ts';

describe('the terms of statements', () => {
  test('every statement and superclass has an English and a German name and a sentence that explains it', () => {
    for (const code of [...STATEMENTS.map((entry) => entry.code), ...SUPERCLASSES]) {
      const { name, germanName, meaning } = statementTerm(code) ?? {};
      expect(name, code).toMatch(/\S/);
      expect(germanName, code).toMatch(/\S/);
      expect(meaning, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('names of this package beyond those are in kebab-case', () => {
    const known = new Set([...STATEMENTS.map((entry) => entry.code), ...SUPERCLASSES]);
    const own = Object.keys(STATEMENT_TERMS).filter((code) => !known.has(code));
    expect(own.length).toBeGreaterThan(0);
    for (const code of own) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('codes of SNOMED CT are numbers with their check digit, and no two statements share one', () => {
    const codes = Object.values(STATEMENT_TERMS).flatMap(({ snomedCode }) => snomedCode ?? []);
    for (const code of codes) expect(verhoeff(code), code).toBe(0);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('there is no term for a code that nobody knows, not even for a name of every object', () => {
    expect(statementTerm('XYZ')).toBeUndefined();
    expect(statementTerm('constructor')).toBeUndefined();
  });
});

/** The check of an SCTID (SNOMED CT technical implementation guide): 0 where the last digit fits, in the dihedral group of order 10. */
function verhoeff(digits: string): number {
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const multiply = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
  let check = 0;
  [...digits].reverse().forEach((digit, place) => {
    let value = Number(digit);
    for (let i = 0; i < place % 8; i++) value = permutation[value] as number;
    check = multiply(check, value);
  });
  return check;
}
