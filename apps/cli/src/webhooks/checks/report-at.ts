import type { FindingDetails, Problem } from '../finding.js';
import type { Section } from '../section.js';

/** A problem with a section as a whole. */
export const inSection = (section: Section, details: FindingDetails, repair?: () => void): Problem => ({
  finding: { ...details, place: section.placeOf(), setting: section.name },
  repair,
});

/** A problem with one setting of a section. */
export const inSetting = (
  section: Section,
  setting: string,
  details: FindingDetails,
  repair?: () => void,
): Problem => ({
  finding: { ...details, place: section.placeOf(setting), setting: `${section.name}.${setting}` },
  repair,
});
