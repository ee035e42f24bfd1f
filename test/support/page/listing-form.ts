import type { Locator, Page } from 'playwright-core';
import { hasFocus } from './keyboard.ts';

/** What is typed or chosen, by the label of its field, in the order of the form. */
export type FormTexts = Readonly<Record<string, string>>;

export const someTexts: FormTexts = {
  Name: 'House behind the mill',
  Description: 'Quiet, with a garden.',
  Type: 'House',
  'Price, €': '310,000',
  'Size, m²': '120.5',
  Rooms: '6',
  Bedrooms: '4',
  'Street and number': '3 quai du Moulin',
  'Postal code': '13001',
  City: 'Marseille',
  Country: 'France',
};

/** A field of the form of a listing. */
export function field(page: Page, label: string): Locator {
  return page.getByRole('main').getByLabel(label, { exact: true });
}

/** Types into the form, or chooses. */
export async function fillForm(page: Page, texts: FormTexts): Promise<void> {
  for (const [label, text] of Object.entries(texts)) {
    const control = field(page, label);
    if (await isChoice(control)) await control.selectOption({ label: text });
    else await control.fill(text);
  }
}

/** The same from field to field, with the keyboard alone; the one before the first has the focus. */
export async function typeForm(page: Page, texts: FormTexts): Promise<void> {
  for (const [label, text] of Object.entries(texts)) {
    const control = field(page, label);
    await page.keyboard.press('Tab');
    await hasFocus(page, control);
    await page.keyboard.type(text);
  }
}

async function isChoice(control: Locator): Promise<boolean> {
  return (await control.evaluate(({ tagName }) => tagName)) === 'SELECT';
}

/** What is said below a field, as who hears it is told with the field. */
export async function saidAt(page: Page, label: string): Promise<string> {
  const ids = (await field(page, label).getAttribute('aria-describedby')) ?? '';
  const said = ids.split(' ').filter((id) => id !== '');
  const texts = await Promise.all(said.map((id) => page.locator(`[id="${id}"]`).textContent()));
  return texts.join(' ');
}
