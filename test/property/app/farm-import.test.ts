/**
 * Whatever the farm, and whichever version of PowerShell exported it, the import gives the farm that the exports were made from.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FarmExportStyle, farmExports, MAC_START, SECRET_WORD } from '../../support/farm-exports.ts';
import { farmFacts, importedFarm } from '../../support/imported-farm.ts';
import { farms } from '../../support/real-farm.ts';

const styles: fc.Arbitrary<FarmExportStyle> = fc.record({
  powerShell: fc.constantFrom('5.1' as const, '7' as const),
  aliases: fc.constantFrom('both' as const, 'first' as const, 'second' as const),
  joined: fc.boolean(),
  numbers: fc.constantFrom('as-numbers' as const, 'as-text' as const),
});

it('P71: a farm is the same after its export and import, by either name of a property, numbers as numbers or as text', async () => {
  await fc.assert(
    fc.asyncProperty(farms, styles, async (farm, style) => {
      const { definition } = await importedFarm(farmExports(farm, style));
      expect(farmFacts(definition)).toEqual(farmFacts(farm));
    }),
    { numRuns: 50 },
  );
});

it('P72: no password and no address of a network card is in what an import gives', async () => {
  await fc.assert(
    fc.asyncProperty(farms, styles, async (farm, style) => {
      const exports = farmExports(farm, style);
      const said = JSON.stringify(await importedFarm(exports));
      expect(said).not.toContain(SECRET_WORD);
      expect(said).not.toContain(MAC_START);
    }),
    { numRuns: 15 },
  );
});
