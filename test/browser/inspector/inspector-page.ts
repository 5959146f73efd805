import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { WatchedApp } from './watched-app.js';

/** Milliseconds that anything on the page may take, on a busy machine. */
const PATIENCE = 15_000;

/** A visit to the inspector, and what the browser complained about. */
export interface Visit {
  readonly page: Page;
  /** Errors, and what the content security policy forbade. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

/** Opens a view of the inspector: `#/live`. */
export async function visit(
  browser: Browser,
  { url }: Pick<WatchedApp, 'url'>,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${url}${hash}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, complaints, close: () => context.close() };
}

/** The texts of all that is found, when some is there. */
export async function textsOf(found: Locator): Promise<string[]> {
  await found.first().waitFor();
  return found.allInnerTexts();
}
