import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFqdn, numberedName, numberInName, sameFqdn } from '../../../../src/core/site/index.ts';

const part = fc.string({ unit: fc.constantFrom('a', 'b', '-', '0', '1', '9', '\\'), maxLength: 4 });
const pattern = fc
  .tuple(part, fc.integer({ min: 1, max: 4 }), part)
  .map(([before, width, after]) => before + '#'.repeat(width) + after);

describe('numbered names', () => {
  test('numbers are padded to the width of the # run, and may outgrow it', () => {
    expect(numberedName('ams-pool-###', 7)).toBe('ams-pool-007');
    expect(numberedName('t-#', 12)).toBe('t-12');
    expect(numberedName('plain', 1)).toBe('plain');
  });

  test('the number in a name is the number that made it', () => {
    fc.assert(
      fc.property(pattern, fc.integer({ min: 1, max: 20_000 }), (text, number) => {
        expect(numberInName(text, 20_000, numberedName(text, number))).toBe(number);
      }),
    );
  });

  test('a name that the number in it does not make has no number', () => {
    fc.assert(
      fc.property(pattern, part, (text, name) => {
        const number = numberInName(text, 500, name);
        if (number !== null) expect(numberedName(text, number)).toBe(name);
      }),
    );
    expect(numberInName('x-##', 99, 'x-007')).toBeNull();
    expect(numberInName('x-##', 5, 'x-06')).toBeNull();
    expect(numberInName('x-##', 5, 'x-00')).toBeNull();
  });
});

describe('FQDNs', () => {
  test('compare without case', () => {
    expect(sameFqdn('CC-01.Example.com', 'cc-01.example.COM')).toBe(true);
    expect(compareFqdn('CC-02.example.com', 'cc-01.example.com')).toBe(1);
    expect(compareFqdn('cc-01.example.com', 'CC-01.example.com')).toBe(0);
  });
});
