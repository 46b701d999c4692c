import { describe, expect, test } from 'vitest';
import { normalSubnet, parseServerAddress } from '../../../../src/core/site/index.ts';

describe('addresses of servers', () => {
  test.each([
    ['10.0.3.11:6910', { host: '10.0.3.11', port: 6910, subnet: null }],
    ['10.0.3.11', { host: '10.0.3.11', port: 6910, subnet: null }],
    ['10.0.3.11/24', { host: '10.0.3.11', port: 6910, subnet: '10.0.3.0/24' }],
    ['10.0.3.11:6920/24', { host: '10.0.3.11', port: 6920, subnet: '10.0.3.0/24' }],
    ['10.0.3.11/24:6920', { host: '10.0.3.11', port: 6920, subnet: '10.0.3.0/24' }],
    ['pvs1.example.com:7000', { host: 'pvs1.example.com', port: 7000, subnet: null }],
  ])('%s is read', (text, address) => {
    expect(parseServerAddress(text)).toEqual(address);
  });

  test.each([
    '',
    '10.0.3.256',
    '10.0.3.11:0',
    '10.0.3.11:70000',
    '10.0.3.11/33',
    'pvs1/24',
    'a b',
    ':6910',
    '1.2.3.4/8/8',
  ])('%j is none', (text) => {
    expect(parseServerAddress(text)).toBeNull();
  });

  test('a subnet has one form, whichever of its addresses is written', () => {
    expect(normalSubnet('10.0.3.77/24')).toBe('10.0.3.0/24');
    expect(normalSubnet('255.255.255.255/1')).toBe('128.0.0.0/1');
    expect(normalSubnet('1.2.3.4/0')).toBe('0.0.0.0/0');
    expect(normalSubnet('10.0.3/24')).toBeNull();
  });
});
