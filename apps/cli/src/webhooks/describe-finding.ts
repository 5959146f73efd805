import type { Finding } from './finding.js';

/** Where a finding is, what, and why, on one line. */
export const describeFinding = ({ code, setting, place, reason }: Finding): string =>
  [placeOf(place), setting, `${code}: ${reason}`].filter(Boolean).join('  ');

/** As compilers write it, so that editors find it. */
export const placeOf = (place: Finding['place']): string =>
  place === null ? '' : `${place.file}:${place.line}:${place.column}`;
