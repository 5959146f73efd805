import type { RefusalAudience, ShownToUser } from 'openim-sender';

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
