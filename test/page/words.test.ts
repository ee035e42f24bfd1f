import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

/** What a page said once for what CONTRIBUTING.md has another word for. */
const otherWords = {
  en: /\b(taken back|stat(e|es|ed|ing|ement)|void\b(?! (it|price|this))|added to its history|no price came)/i,
  fr: /\b(retirée?s? le|prix retiré)/i,
  de: /\b(zurückgenommen|ungültig)/i,
};

for (const [language, others] of Object.entries(otherWords)) {
  test(`one thing has one word on the page, in the language ${language}`, async () => {
    const catalog = await readFile(new URL(`../../ui/locales/${language}.po`, import.meta.url), 'utf8');
    const texts = [...catalog.matchAll(/^msgstr "(.+)"$/gm)].map(([, text = '']) => text);
    assert.ok(texts.length > 500);
    assert.deepEqual(
      texts.filter((text) => others.test(text)),
      [],
    );
  });
}
