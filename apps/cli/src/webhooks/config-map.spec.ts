import { parse, parseAllDocuments } from 'yaml';
import { UsageError } from '../command-line.js';
import { findInConfigMap } from './config-map.js';
import { inspect, repair } from './inspect.js';
import { WebhooksFile } from './webhooks-file.js';

const WEBHOOKS = ['url: http://h/cb', '', '# of users', 'afterAddFriend:', '  enable: yes', '  timeout: 5'];
const EXPECTATION = { version: '3.8.3', wanted: undefined } as const;

function configMap(lines: readonly string[], key = 'webhooks.yml'): string {
  return [
    '# kept by hand',
    'apiVersion: v1',
    'kind:   ConfigMap # as it is',
    'metadata: {name: openim-config}',
    'data:',
    '  log.yml: |',
    '    level: 3',
    ...lines.map((line) => line.replace('KEY', key)),
    '  "other":   \'x\'',
    '',
  ].join('\n');
}

const block = (header: string, indent = '    '): string =>
  configMap([`  KEY: ${header}`, ...WEBHOOKS.map((line) => (line === '' ? '' : indent + line))]);

/** Repairs the webhooks.yml in a file. */
function repaired(source: string): string {
  const embedded = findInConfigMap(source);
  const file = new WebhooksFile('map.yml', embedded?.text ?? '', { offset: embedded?.offset });
  repair(file, EXPECTATION);
  return embedded?.embed(String(file)) ?? '';
}

describe('findInConfigMap', () => {
  it.each([
    ['|', '    '],
    ['|-', '   '],
    ['|+', '        '],
    ['|2 # by hand', '    '],
  ])('finds webhooks.yml in a block %s, and changes nothing else to the byte', (header, indent) => {
    const source = block(header, indent);
    expect(repaired(source)).toBe(source.replace('enable: yes', 'enable: false'));
  });

  it('tells places of the whole file', () => {
    const embedded = findInConfigMap(block('|'));
    const file = new WebhooksFile('map.yml', embedded?.text ?? '', { offset: embedded?.offset });
    expect(inspect(file, EXPECTATION).map(({ finding }) => finding.place)).toEqual([
      { file: 'map.yml', line: 13, column: 7 },
    ]);
  });

  it('keeps the line breaks of Windows', () => {
    const source = block('|').replaceAll('\n', '\r\n');
    expect(repaired(source)).toBe(source.replace('enable: yes', 'enable: false'));
  });

  it.each([
    JSON.stringify(WEBHOOKS.join('\n')),
    "'{ url: http://h/cb, afterAddFriend: { enable: yes, timeout: 5 } }'",
  ])('writes in double quotes what was in quotes: %s', (quoted) => {
    const source = configMap([`  KEY: ${quoted}`]);
    const result = repaired(source);
    const { data } = parse(result) as { readonly data: Readonly<Record<string, string>> };
    expect(parse(data['webhooks.yml'] ?? '')).toEqual({
      url: 'http://h/cb',
      afterAddFriend: { enable: false, timeout: 5 },
    });
    expect([data['log.yml'], data['other']]).toEqual(['level: 3\n', 'x']);
  });

  it('finds the ConfigMap among several documents', () => {
    const source = `kind: Service\napiVersion: v1\n---\n${block('|')}---\nkind: Job\napiVersion: v1\n`;
    const result = repaired(source);
    expect(result).toBe(source.replace('enable: yes', 'enable: false'));
    expect(parseAllDocuments(result)).toHaveLength(3);
  });

  it('is the empty webhooks.yml of a fresh ConfigMap, too', () => {
    const source = configMap(['  KEY: |', '    # nothing yet']);
    const file = new WebhooksFile('map.yml', findInConfigMap(source)?.text ?? '');
    file.setUrl('http://h/cb');
    const { data } = parse(findInConfigMap(source)?.embed(String(file)) ?? '') as {
      readonly data: Readonly<Record<string, string>>;
    };
    expect(parse(data['webhooks.yml'] ?? '')).toEqual({ url: 'http://h/cb' });
  });

  it('is none of other files', () => {
    for (const text of ['', 'url: http://h/cb', '- kind', 'a: 1\na: 2']) {
      expect(findInConfigMap(text)).toBeUndefined();
    }
  });

  it.each([
    [configMap([]), 'it is a ConfigMap without webhooks.yml in its data'],
    [block('|') + '---\n' + block('|'), 'it has several webhooks.yml'],
    ['apiVersion: v1\nkind: Secret\ndata: { webhooks.yml: eA== }', 'it is a Secret of Kubernetes'],
    ['apiVersion: apps/v1\nkind: Deployment', 'it is a Deployment of Kubernetes: give webhooks.yml, or'],
  ])('refuses others of Kubernetes', (source, reason) => {
    expect(() => findInConfigMap(source)).toThrow(UsageError);
    expect(() => findInConfigMap(source)).toThrow(reason);
  });
});
