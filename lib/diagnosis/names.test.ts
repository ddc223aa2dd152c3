import { expect, test } from 'vitest';
import { namedIn } from './names.ts';

test.each([
  'at newTaxEngine (file:///app/tax.ts:14:9)',
  'file:///app/new-tax-engine.ts',
  'new_tax_engine failed',
  'class NewTaxEngine',
  'createNewTaxEngine is not a function',
  'NEW_TAX_ENGINE',
])('a flag is found in code as code spells it: %s', (text) => {
  expect(namedIn(text, 'new-tax-engine')).toBe(true);
});

test('what only resembles it is not it', () => {
  expect(namedIn('at newTaxEngineering (tax.ts)', 'new-tax-engine')).toBe(false);
  expect(namedIn('at renewTaxEngine (tax.ts)', 'new-tax-engine')).toBe(false);
  expect(namedIn('tax engine new', 'new-tax-engine')).toBe(false);
});

test('words that only say that it is a switch need not be there', () => {
  expect(namedIn('at bulkCheckout (cart.ts:3)', 'enable-bulk-checkout')).toBe(true);
  expect(namedIn('at bulkCheckout (cart.ts:3)', 'FEATURE_BULK_CHECKOUT_ENABLED')).toBe(true);
});

test('one short word is found in any text and names nothing', () => {
  expect(namedIn('POST /beta failed', 'beta')).toBe(false);
  expect(namedIn('disable', 'disable')).toBe(false);
});
