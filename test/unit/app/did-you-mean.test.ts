import { describe, expect, test } from 'vitest';
import { listed, nearestName, suggestion } from '../../../src/app/did-you-mean.ts';

describe('did you mean', () => {
  test('a slip of the fingers finds the name', () => {
    expect(nearestName('zonez', ['name', 'zones', 'users'])).toBe('zones');
    expect(nearestName('memorygb', ['fqdn', 'memoryGb'])).toBe('memoryGb');
  });

  test('a host name without its domain finds the whole name', () => {
    expect(nearestName('cc-01', ['cc-02.example.com', 'cc-01.example.com'])).toBe('cc-01.example.com');
  });

  test('another name is not guessed', () => {
    expect(nearestName('frankfurt', ['ams', 'fra'])).toBeNull();
    expect(nearestName('c', ['a', 'b'])).toBeNull();
    expect(nearestName('', ['a'])).toBeNull();
    expect(suggestion('frankfurt', ['ams', 'fra'])).toBe(' (allowed: ams, fra)');
  });

  test('a long list is cut, and says so', () => {
    const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
    expect(listed(names)).toContain('n23 and 6 more');
    expect(listed([])).toBe('none, because there are none');
  });
});
