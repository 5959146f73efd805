import { resolve } from 'node:path';

/**
 * The folder the app keeps its files in.
 *
 * @param value the environment variable DATA_DIR. `@default 'data'` in the working directory
 */
export const dataFolder = (value: string | undefined): string => resolve(value || 'data');
