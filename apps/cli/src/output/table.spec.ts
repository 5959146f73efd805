import fc from 'fast-check';
import { formatTable } from './table.js';

describe('formatTable', () => {
  it('aligns the columns and leaves no spaces at the ends', () => {
    const columns = [{ title: 'outcome' }, { title: 'count', align: 'right' as const }, { title: 'codes' }];
    expect(
      formatTable(columns, [
        ['allowed', '1200', ''],
        ['no answer', '7', '90004'],
      ]),
    ).toBe(['outcome    count  codes', 'allowed     1200', 'no answer      7  90004', ''].join('\n'));
  });

  it('styles the line of titles only', () => {
    expect(formatTable([{ title: 'a' }], [['b']], (text) => `<${text}>`)).toBe('<a>\nb\n');
  });

  it('takes missing cells for empty ones', () => {
    expect(formatTable([{ title: 'a' }, { title: 'b' }], [[]])).toBe('a  b\n\n');
  });

  it('puts each column in the same place on every line', () => {
    const cell = fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = formatTable([{ title: 'a' }, { title: 'b' }], rows)
          .split('\n')
          .slice(0, -1);
        const width = Math.max(...rows.map(([first]) => first.length));
        expect(lines.map((line) => line.slice(width + 2))).toEqual([
          'b',
          ...rows.map(([, second]) => second),
        ]);
      }),
    );
  });
});
