import type { SendResult } from 'openim-sender';
import { maskPassword } from '../../../output/printable.js';
import { type Finding, found } from '../../../webhooks/finding.js';
import { readAnswer, readReport, summarise } from './probe-sender.js';

/** What became of a small probe on its way: whether it was redirected or rewritten, and who has answered what. */
export function checkWay(result: SendResult): readonly Finding[] {
  const redirects = checkRedirects(result);
  // The answer to a GET tells nothing of the way.
  if (result.redirects.some(({ method }) => method === 'GET')) return redirects;
  return [...redirects, ...checkAnswer(result)];
}

function checkRedirects({ redirects }: SendResult): Finding[] {
  return redirects.slice(0, 1).map(({ status, location, method }) => {
    const fix = `give webhooks.yml the url that ${maskPassword(location)} belongs to, or take the redirect away for callbacks`;
    return method === 'GET'
      ? found({
          code: 'redirect-to-get',
          severity: 'error',
          reason: `the answer is a redirect, ${status} to ${maskPassword(location)}, which OpenIM follows with a GET without body: no callback arrives`,
          fix,
        })
      : found({
          code: 'redirect',
          severity: 'warning',
          reason: `the answer is a redirect, ${status} to ${maskPassword(location)}: OpenIM sends every callback twice`,
          fix,
        });
  });
}

function checkAnswer(result: SendResult): Finding[] {
  const report = readReport(result);
  if (report !== undefined) return report.pathKept ? [] : [CUT];
  if (result.status === null) return [unreachable(summarise(result))];
  const answer = readAnswer(result);
  if (answer === undefined) return [unreadable(result)];
  return [ofModule(answer['errDlt']) ?? elsewhere(result, answer)];
}

const CUT = found({
  code: 'path-changed',
  severity: 'warning',
  reason: 'the app gets callbacks without the command in the path: something on the way rewrites it',
  fix: 'pass the path on as it is; in nginx: proxy_pass without a path, and no rewrite',
});

const unreachable = (cause: string): Finding =>
  found({
    code: 'unreachable',
    severity: 'error',
    reason: `there is no answer (${maskPassword(cause)}): OpenIM refuses what before callbacks guard, with 90004, and loses after callbacks`,
    fix: /certificate/i.test(cause)
      ? 'give what stands before the app a certificate for this host, of an authority that the machine of OpenIM trusts'
      : 'start the app, or give the url under which this machine reaches it',
  });

const unreadable = (result: SendResult): Finding =>
  found({
    code: result.status === 404 ? 'path-changed' : 'answer-unreadable',
    severity: 'error',
    reason: `the answer is not JSON (${summarise(result)}): OpenIM refuses what before callbacks guard, with 90007, and loses after callbacks`,
    fix:
      result.status === 404
        ? 'nothing receives at this path: correct the url, or what rewrites the path on the way'
        : 'let callbacks through to the app, and its answers back unchanged',
  });

/** The module turns a callback away with the reason as errDlt. */
function ofModule(reason: unknown): Finding | undefined {
  if (reason === 'unauthorised') return UNAUTHORISED;
  if (reason === 'blocked-by-app') return BLOCKED;
  return reason === 'wrong-path' ? EXTENDED : undefined;
}

const UNAUTHORISED = found({
  code: 'unauthorised',
  severity: 'error',
  reason: "the app turns callbacks away: they do not satisfy the module's option access",
  fix: 'put the path secret or the Basic credentials into the url; for access.signature give --sign; for option allow, run this where OpenIM runs, and name proxies in trustedProxies',
});

const BLOCKED = found({
  code: 'blocked-by-app',
  severity: 'error',
  reason: 'a guard, interceptor or middleware of the app answers in place of the module',
  fix: "let callbacks through with controllerDecorators: [Public()], or mount: 'direct'",
});

const EXTENDED = found({
  code: 'path-changed',
  severity: 'error',
  reason: 'the path goes on after the command when it arrives at the app',
  fix: 'pass the path on as it is, and end the url with the path of the module',
});

function elsewhere(result: SendResult, { message }: Readonly<Record<string, unknown>>): Finding {
  const arrived = /^Cannot (POST \S+)/.exec(typeof message === 'string' ? message : '')?.[1];
  if (arrived !== undefined || result.status === 404) {
    return found({
      code: 'path-changed',
      severity: 'error',
      reason: `the probe arrived ${arrived === undefined ? '' : `as ${arrived}, `}where nothing receives callbacks; OpenIM takes this 404 for permission, and after callbacks are lost`,
      fix: 'pass the path on as it is (in nginx: proxy_pass without a path, and no rewrite), and end the url with the path of the module',
    });
  }
  return found({
    code: 'not-recognised',
    severity: 'warning',
    reason: `the answer (${summarise(result)}) is not that of this version of nestjs-openim-callback to a probe; to OpenIM it means: ${result.outcome.kind}`,
    fix: 'correct the url, or update the module; other receivers cannot be checked any further',
  });
}
