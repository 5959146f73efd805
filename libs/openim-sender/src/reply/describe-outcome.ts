import type { RefusalAudience, WireCommand } from '../commands/wire-command.js';
import { marshal } from '../json/marshal.js';
import type { Allowed, Outcome, Refused, Reported } from './outcome.js';
import type { ShownToUser } from './shown-to-user.js';

/** What OpenIM would do, in words. */
export interface Description {
  readonly title: string;
  readonly mood: 'green' | 'yellow' | 'red';
  readonly lines: readonly string[];
}

/** Puts an outcome into words. */
export function describeOutcome(outcome: Outcome, command: Pick<WireCommand, 'refusalSeenBy'>): Description {
  switch (outcome.kind) {
    case 'allowed':
      return describeAllowed(outcome);
    case 'refused':
      return {
        title: `REFUSED with ${outcome.code} ${outcome.msg}`.trimEnd(),
        mood: 'red',
        lines: describeRefusal(outcome, command),
      };
    case 'panic':
      return {
        title: `PANIC over the field ${outcome.field}`,
        mood: 'red',
        lines: [
          `OpenIM dereferences a nil pointer: ${outcome.detail}`,
          ...describeShown(outcome.shownToUser, command.refusalSeenBy, outcome.detail),
        ],
      };
    case 'reported':
      return describeReported(outcome);
  }
}

function describeAllowed({ applied, laterError, notes }: Allowed): Description {
  const fields = Object.entries(applied).map(
    ([name, value]) => `applied: ${name} = ${marshal(value).trimEnd()}`,
  );
  const warnings = notes.map((note) => `warning: ${note}`);
  const later =
    laterError === null ? [] : [`the operation then fails with ${laterError.code} ${laterError.msg}`];
  return {
    title: laterError === null ? 'ALLOWED, OpenIM goes on' : 'ALLOWED, but the operation fails',
    mood: warnings.length > 0 || laterError !== null ? 'yellow' : 'green',
    lines: [...(fields.length > 0 ? fields : ['nothing of the answer is applied']), ...warnings, ...later],
  };
}

function describeRefusal(outcome: Refused, command: Pick<WireCommand, 'refusalSeenBy'>): string[] {
  const told = outcome.reason === 'reply' ? undefined : outcome.detail;
  const leaks = outcome.reason === 'network' && outcome.shownToUser.as === 'error';
  return [
    whyRefused(outcome),
    ...describeShown(outcome.shownToUser, command.refusalSeenBy, told),
    ...(leaks ? ['whoever sees the detail sees the whole url, and any password or secret in it'] : []),
  ];
}

function whyRefused({ reason, detail }: Refused): string {
  switch (reason) {
    case 'reply':
      return 'the answer says so: actionCode 0 and nextCode 1';
    case 'data':
      return `OpenIM cannot read the answer: ${detail}`;
    case 'network':
      return `OpenIM got no answer: ${detail}`;
    case 'apply':
      return `OpenIM cannot use the answer: ${detail}`;
  }
}

function describeReported({ delivered, readable, detail }: Reported): Description {
  if (!delivered) {
    return {
      title: 'LOST, there is no answer',
      mood: 'red',
      lines: [detail, 'OpenIM does not try again, and logs nothing'],
    };
  }
  return readable
    ? { title: 'REPORTED', mood: 'green', lines: ['OpenIM could read the answer, and throws it away'] }
    : {
        title: 'REPORTED, but the answer is unreadable',
        mood: 'yellow',
        lines: [detail, 'it makes no difference to OpenIM, which throws the answer away'],
      };
}

const people: Readonly<Record<RefusalAudience, string>> = {
  sender: 'the sender of the message',
  caller: 'the caller',
  nobody: 'nobody',
};

/**
 * What the user behind a refused operation gets to see, in words.
 *
 * @param told a detail that the report has told already
 */
export function describeShown(shown: ShownToUser, audience: RefusalAudience, told?: string): string[] {
  const who = people[audience];
  switch (shown.as) {
    case 'nothing':
      return ["nobody is told; there is a warning in OpenIM's log"];
    case 'success':
      return [`${who} believes that it succeeded, because errCode 0 means success`];
    case 'error':
      return [
        `${who} sees error ${shown.code} ${shown.msg}`.trimEnd(),
        ...detailLines(shown.detail, audience, told),
        ...(shown.logsOut ? ['the client SDK takes this code for a token error and logs the user out'] : []),
      ];
  }
}

function detailLines(detail: string, audience: RefusalAudience, told: string | undefined): string[] {
  if (detail === '') return [];
  const what = detail === told ? 'that detail' : `the detail: ${detail}`;
  return [audience === 'sender' ? `and, over REST only, ${what}` : `and ${what}`];
}
