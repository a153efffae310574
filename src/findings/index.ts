/**
 * What is concluded about a record. `decide` turns a model's probabilities into findings: present, absent, or undetermined with a
 * reason. The words that findings are made of are in `statements/`.
 */
export { decide, type Finding } from './decide.ts';
