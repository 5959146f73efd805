/** How many times the cases of `npm test` are tried: `npm run test:campaign` sets it. */
const SCALE = Number(process.env['PROPERTY_SCALE'] ?? 1);

/** That many cases, times the scale of this run. */
export const cases = (count: number): number => Math.ceil(count * SCALE);
