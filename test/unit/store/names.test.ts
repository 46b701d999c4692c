import { describe, expect, test } from 'vitest';
import { clashingName, isSiteName, nearestName } from '../../../src/store/names.ts';

describe('names of sites', () => {
  test('letters, digits, dots, dashes and underscores make a name', () => {
    for (const name of ['contoso', 'Contoso', '0', 'a.b', 'a..b', 'a_b-c', 'x'.repeat(64)]) {
      expect(isSiteName(name), name).toBe(true);
    }
  });

  test('what could leave the directory, hide, or be no file name is none', () => {
    for (const name of ['', '.', '..', '.a', '-a', '_a', 'a/b', 'a\\b', '../a', 'a b', 'é', 'a\n', 'x'.repeat(65)]) {
      expect(isSiteName(name), name).toBe(false);
    }
  });

  test('a device name of Windows is none, with any extension and in any case', () => {
    for (const name of ['CON', 'con', 'nul.x', 'Com1', 'lpt9.site.a']) expect(isSiteName(name), name).toBe(false);
    for (const name of ['console', 'com', 'com10', 'a.con']) expect(isSiteName(name), name).toBe(true);
  });

  test('two names clash when only case tells them apart', () => {
    expect(clashingName('contoso', ['fabrikam', 'Contoso'])).toBe('Contoso');
    expect(clashingName('contoso', ['fabrikam', 'contoso'])).toBeNull();
  });

  test('the nearest name is the one with the fewest differences, and none when all are far', () => {
    expect(nearestName('contosso', ['fabrikam', 'contoso', 'contoso-2'])).toBe('contoso');
    expect(nearestName('CONTOSO', ['contoso'])).toBe('contoso');
    expect(nearestName('contoso', ['fabrikam', 'x'])).toBeNull();
  });
});
