import type { EcgErrorCode } from '../../src/errors.ts';

const entry = (dtype: unknown, shape: unknown, begin: unknown, end: unknown) =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });
const two = (first: string, second: string) => `{"a":${first},"b":${second}}`;

/** What is wrong, the header, the bytes after it, the error's code and a part of its message. */
export const MALFORMED: readonly (readonly [string, string, number, EcgErrorCode, string])[] = [
  [
    'an overlap',
    two(entry('F32', [2], 0, 8), entry('F32', [2], 4, 12)),
    12,
    'malformed-input',
    'b must start at byte 8, got 4 (overlap)',
  ],
  [
    'a gap',
    two(entry('U8', [2], 0, 2), entry('U8', [2], 3, 5)),
    5,
    'malformed-input',
    'b must start at byte 2, got 3 (gap)',
  ],
  [
    'a gap at the start',
    `{"a":${entry('U8', [1], 1, 2)}}`,
    2,
    'malformed-input',
    'a must start at byte 0, got 1 (gap)',
  ],
  [
    'two tensors of the same bytes',
    two(entry('U8', [2], 0, 2), entry('U8', [2], 0, 2)),
    2,
    'malformed-input',
    '(overlap)',
  ],
  [
    'an end outside the file',
    `{"a":${entry('F32', [2], 0, 8)}}`,
    7,
    'malformed-input',
    'a must end within 7 bytes, got 8',
  ],
  ['bytes that no tensor owns', `{"a":${entry('F32', [2], 0, 8)}}`, 9, 'malformed-input', 'must end at byte 9, got 8'],
  [
    'a size that is not the shape’s',
    `{"a":${entry('F32', [3], 0, 8)}}`,
    8,
    'malformed-input',
    'must have 12 bytes, got 8',
  ],
  ['offsets the wrong way round', `{"a":${entry('U8', [2], 4, 2)}}`, 4, 'malformed-input', 'must have 2 bytes, got -2'],
  [
    'a negative offset',
    `{"a":${entry('U8', [2], -2, 0)}}`,
    0,
    'malformed-input',
    'must have dtype, shape and two data_offsets',
  ],
  ['a shape with a fraction', `{"a":${entry('U8', [1.5], 0, 1)}}`, 1, 'malformed-input', 'must have dtype, shape'],
  [
    'a shape beyond all memory',
    `{"a":${entry('U8', Array(40).fill(2 ** 50), 0, 1)}}`,
    1,
    'malformed-input',
    'must have',
  ],
  ['a shape that is text', `{"a":${entry('U8', '1', 0, 1)}}`, 1, 'malformed-input', 'must have dtype, shape'],
  [
    'a third offset',
    '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}}',
    0,
    'malformed-input',
    'two data_offsets',
  ],
  [
    'a field that is not known',
    '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}',
    0,
    'malformed-input',
    'got {"dtype"',
  ],
  ['a tensor that is null', '{"a":null}', 0, 'malformed-input', 'must have dtype, shape'],
  [
    'a name twice',
    `{"a":${entry('U8', [2], 0, 2)},"a":${entry('U8', [1, 2], 0, 2)}}`,
    2,
    'malformed-input',
    'keys of the header must differ',
  ],
  [
    'a metadata key twice',
    '{"__metadata__":{"k:\\"":"1","k:\\"":"2"}}',
    0,
    'malformed-input',
    'keys of the header must differ',
  ],
  ['metadata that is no text', '{"__metadata__":{"k":1}}', 0, 'malformed-input', 'must map text to text'],
  ['metadata that is null', '{"__metadata__":null}', 0, 'malformed-input', 'must map text to text'],
  [
    'an element type that is not read',
    `{"a":${entry('BF16', [2], 0, 4)}}`,
    4,
    'unsupported',
    'must be one of I64, F64, F32, I32, I8, U8, got BF16',
  ],
  ['an element type that objects inherit', `{"a":${entry('toString', [2], 0, 4)}}`, 4, 'unsupported', 'got toString'],
  ['a header that is a list', '[1]', 0, 'malformed-input', 'must start with {'],
  ['a space before the header', ' {}', 0, 'malformed-input', 'must start with {'],
  ['an empty header', '', 0, 'malformed-input', 'must start with {, got byte none'],
  ['a header that is cut', '{"a":', 0, 'malformed-input', 'must be JSON'],
];
