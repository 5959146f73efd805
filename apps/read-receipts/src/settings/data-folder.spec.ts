import { join } from 'node:path';
import { dataFolder } from './data-folder.js';

describe('dataFolder', () => {
  it('is what DATA_DIR says, or data', () => {
    expect(dataFolder('/var/lib/app')).toBe('/var/lib/app');
    expect(dataFolder(undefined)).toBe(join(process.cwd(), 'data'));
    expect(dataFolder('')).toBe(join(process.cwd(), 'data'));
  });
});
