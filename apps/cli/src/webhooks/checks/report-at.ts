import type { Finding, Problem } from '../finding.js';
import type { Section } from '../section.js';

/** What a check says; the rest is where it looked. */
export type Said = Pick<Finding, 'code' | 'severity' | 'reason' | 'fix'>;

/** A problem with a section as a whole. */
export const inSection = (section: Section, said: Said, repair?: () => void): Problem => ({
  finding: { ...said, place: section.placeOf(), setting: section.name },
  repair,
});

/** A problem with one setting of a section. */
export const inSetting = (section: Section, setting: string, said: Said, repair?: () => void): Problem => ({
  finding: { ...said, place: section.placeOf(setting), setting: `${section.name}.${setting}` },
  repair,
});
