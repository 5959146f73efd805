import { allDefinitions } from 'nestjs-openim-callback/contract';
import { documents } from './documents.js';
import { problemsOf, samplesIn, type Sample } from './samples.js';

const ofDocuments = documents().flatMap((path) => samplesIn(path));
const sample = (code: string, prelude = ''): Sample => ({ at: 'here:1', code, prelude });

const GOOD = [
  sample("import { allow } from 'nestjs-openim-callback';\nallow();"),
  sample('@OnQuitGroup()\nonQuit(event: QuitGroupEvent, context: CallbackContext) {}'),
  sample("path: 'x',\naccess: { pathSecrets: ['long enough'] },"),
  sample('later();', 'declare function later(): void;'),
];

const BAD = [
  ['a wrong argument', 'refuse("20001", "no");', 'is not assignable'],
  ['the event of another command', '@OnQuitGroup()\nonQuit(event: JoinGroupEvent) {}', 'not assignable'],
  ['a wrong option', 'deadline: "4 s",\nbodyLimit: 1,', 'is not assignable'],
  ['an unknown option', 'deadlines: 4000,\nbodyLimit: 1,', "'deadlines' does not exist"],
  ['an unknown name', 'nowhere();', "Cannot find name 'nowhere'"],
  ['what is no TypeScript', 'refuse(;', 'expected'],
] as const;

describe('the samples of the documents', () => {
  let problems: ReadonlyMap<Sample, readonly string[]>;
  const bad = BAD.map(([what, code, problem]) => ({ what, wrong: sample(code), problem }));

  beforeAll(() => {
    const all = [...ofDocuments, ...GOOD, ...bad.map(({ wrong }) => wrong)];
    const found = problemsOf(all);
    problems = new Map(all.map((each, index) => [each, found[index] ?? []]));
  }, 180_000);

  it('are there', () => {
    expect(ofDocuments.length).toBeGreaterThan(allDefinitions().length);
  });

  it('compile', () => {
    expect(ofDocuments.flatMap((each) => problems.get(each))).toEqual([]);
  });

  it('are found with their line, their prelude and without their indent', () => {
    const text = 'a\n\n<!-- sample: declare const b: string; -->\n\n```ts\nb;\n```\n\n- c\n\n  ```ts\n  d;\n    e;\n  ```\n';
    expect(samplesIn('x.md', text)).toEqual([
      { at: 'x.md:5', code: 'b;', prelude: 'declare const b: string;' },
      { at: 'x.md:11', code: 'd;\n  e;', prelude: '' },
    ]);
  });

  it('may be modules, members of a class and options, and need not import what they use', () => {
    expect(GOOD.map((each) => problems.get(each))).toEqual(GOOD.map(() => []));
  });

  it.each(bad)('may not have $what', ({ wrong, problem }) => {
    expect(problems.get(wrong)?.join('\n')).toContain(problem);
  });
});
