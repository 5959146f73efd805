import { allDefinitions } from 'nestjs-openim-callback';
import { documents } from './documents.js';
import { problemsOf, samplesIn, type Sample } from './samples.js';

const samples = documents().flatMap((path) => samplesIn(path));
const sample = (code: string, prelude = ''): Sample => ({ at: 'here:1', code, prelude });

describe('the samples of the documents', () => {
  it('are there', () => {
    expect(samples.length).toBeGreaterThan(allDefinitions().length);
  });

  it('compile', () => {
    expect(problemsOf(samples)).toEqual([]);
  }, 180_000);
});

describe('the check of samples', () => {
  it('finds each block with its line, its prelude and without its indent', () => {
    const text = 'a\n\n<!-- sample: declare const b: string; -->\n\n```ts\nb;\n```\n\n- c\n\n  ```ts\n  d;\n    e;\n  ```\n';
    expect(samplesIn('x.md', text)).toEqual([
      { at: 'x.md:5', code: 'b;', prelude: 'declare const b: string;' },
      { at: 'x.md:11', code: 'd;\n  e;', prelude: '' },
    ]);
  });

  it('takes modules, members of a class and options, and imports what they use', () => {
    expect(
      problemsOf([
        sample("import { allow } from 'nestjs-openim-callback';\nallow();"),
        sample('@OnQuitGroup()\nonQuit(event: QuitGroupEvent, context: CallbackContext) {}'),
        sample("path: 'x',\naccess: { pathSecrets: ['long enough'] },"),
        sample('later();', 'declare function later(): void;'),
      ]),
    ).toEqual([]);
  }, 60_000);

  it.each([
    ['a wrong argument', 'refuse("20001", "no");', 'is not assignable'],
    ['the event of another command', '@OnQuitGroup()\nonQuit(event: JoinGroupEvent) {}', 'not assignable'],
    ['a wrong option', 'deadline: "4 s",\nbodyLimit: 1,', 'is not assignable'],
    ['an unknown option', 'deadlines: 4000,\nbodyLimit: 1,', "'deadlines' does not exist"],
    ['an unknown name', 'nowhere();', "Cannot find name 'nowhere'"],
    ['what is no TypeScript', 'refuse(;', 'expected'],
  ])('finds %s', (_, code, problem) => {
    expect(problemsOf([sample(code)]).join('\n')).toContain(problem);
  }, 60_000);
});
