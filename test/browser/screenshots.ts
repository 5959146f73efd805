import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** Of 255, for the mean colour of a square of 8 x 8 pixels: above what another antialiasing makes of an edge. */
const TOLERANCE = 8;

const UPDATE = process.env['UPDATE_SCREENSHOTS'] === '1';

const HIDE_TEXT = '* { color: transparent !important }';

/** Defined in differing-squares.js, which runs in the browser. */
declare const differingSquares: (reference: string, actual: string, tolerance: number) => Promise<string[]>;

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`__screenshots__/${name}.png`, import.meta.url));

/**
 * Compares the page with its committed layout, `<name>.layout.png`. That picture has no text: the fonts of
 * another machine would change more of it than missing ticks do. Without text the page, whose columns and
 * lines have fixed sizes, comes out the same with every font (tried: DejaVu Sans and Serif, Liberation Sans
 * and Mono), and one missing tick is found. What the text says is for locators to check.
 *
 * With UPDATE_SCREENSHOTS=1 it is written instead, and beside it `<name>.png`, the page as people see it.
 * The page must not be bound by its content security policy, which keeps out the style that hides text.
 */
export async function expectLayout(page: Page, name: string): Promise<void> {
  const actual = await page.screenshot({ animations: 'disabled', style: HIDE_TEXT });
  const path = pathOf(`${name}.layout`);
  if (UPDATE) {
    writeFileSync(path, actual);
    await page.screenshot({ animations: 'disabled', path: pathOf(name) });
    return;
  }
  const advice = 'UPDATE_SCREENSHOTS=1 npm run test:system -- test/browser';
  if (!existsSync(path)) throw new Error(`There is no ${path}. To make it: ${advice}`);
  const differing = await compare(page.context().browser(), readFileSync(path), actual);
  if (differing.length === 0) return;
  const seen = join(tmpdir(), `${name}.layout.png`);
  writeFileSync(seen, actual);
  throw new Error(
    `The page differs from ${path} in ${differing.length} squares: ${differing.slice(0, 5).join('; ')}. ` +
      `It looked like ${seen}. If it should: ${advice}`,
  );
}

async function compare(browser: Browser | null, one: Buffer, other: Buffer): Promise<string[]> {
  if (!browser) throw new Error('the page has no browser to compare with');
  const page = await browser.newPage();
  await page.addScriptTag({ path: fileURLToPath(new URL('differing-squares.js', import.meta.url)) });
  const differing = await page.evaluate(
    ([reference, actual, tolerance]) => differingSquares(reference, actual, tolerance),
    [one.toString('base64'), other.toString('base64'), TOLERANCE] as const,
  );
  await page.close();
  return differing;
}
