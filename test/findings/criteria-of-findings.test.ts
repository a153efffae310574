import { expect, test } from 'vitest';
import { CRITERIA_OF_FINDINGS } from '../../src/findings/criteria-of-findings.table.ts';
import { findingsByCriteria, judgeCriteria } from '../../src/findings/index.ts';
import { statementTerm } from '../../src/statements/index.ts';
import { ADULT, measurementsWith } from './measured-ecg.ts';

const results = judgeCriteria({ measurements: measurementsWith(), patient: ADULT });

test('findings name criteria that there are, and are in the vocabulary', () => {
  const ids = results.map(({ id }) => id);
  for (const [code, { criteria }] of Object.entries(CRITERIA_OF_FINDINGS)) {
    expect(statementTerm(code), code).toBeDefined();
    expect(ids).toEqual(expect.arrayContaining([...criteria]));
  }
});

test('in an unremarkable adult every definition is absent but those of another heart, and no support decides', () => {
  for (const finding of findingsByCriteria(results)) {
    const role = finding.evidence.criteria?.role;
    const isJudged = role === 'definition' && finding.class !== 'infarction-in-lbbb';
    expect(finding.decision, finding.class).toBe(isJudged ? 'absent' : 'undetermined');
  }
});
