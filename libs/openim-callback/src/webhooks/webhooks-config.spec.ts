import { parse } from 'yaml';
import {
  knownTo,
  webhooksEnvironment,
  webhooksYaml,
  type OpenImVersion,
  type WebhooksConfig,
} from './webhooks-config.js';

const config: WebhooksConfig = {
  url: 'http://openim:a"b@10.0.0.5:10006/cb#1',
  callbacks: [
    { key: 'beforeSendSingleMsg', timeout: 9 },
    { key: 'afterSingleMsgRead', timeout: 5 },
  ],
};

describe('webhooksYaml', () => {
  it('is YAML that says exactly this', () => {
    expect(parse(webhooksYaml(config))).toEqual({
      url: config.url,
      beforeSendSingleMsg: { enable: true, timeout: 9 },
      afterSingleMsgRead: { enable: true, timeout: 5 },
    });
  });
});

describe('filters', () => {
  const [callback] = [
    {
      key: 'afterSendSingleMsg',
      timeout: 5,
      released: true,
      fires: true,
      deniedTypes: [113, 2101],
      attentionIds: ['u1', 'a: "b"'],
    } as const,
  ];
  const sectionFor = (version: OpenImVersion): unknown =>
    (
      parse(webhooksYaml({ url: 'http://a', callbacks: knownTo(version, [callback]) })) as Record<
        string,
        unknown
      >
    )['afterSendSingleMsg'];

  it('are lists, where they are exact', () => {
    const common = { enable: true, timeout: 5, deniedTypes: [113, 2101] };
    expect(sectionFor('main')).toEqual({ ...common, attentionIds: ['u1', 'a: "b"'] });
    expect(sectionFor('3.8.3')).toEqual(common);
  });
});

describe('webhooksEnvironment', () => {
  it('names every setting, and switches the others off', () => {
    const others = ['afterGroupMsgRevoke', 'afterSingleMsgRead'];
    expect(Object.fromEntries(webhooksEnvironment(config, others))).toEqual({
      IMENV_WEBHOOKS_URL: config.url,
      IMENV_WEBHOOKS_BEFORESENDSINGLEMSG_ENABLE: 'true',
      IMENV_WEBHOOKS_BEFORESENDSINGLEMSG_TIMEOUT: '9',
      IMENV_WEBHOOKS_AFTERSINGLEMSGREAD_ENABLE: 'true',
      IMENV_WEBHOOKS_AFTERSINGLEMSGREAD_TIMEOUT: '5',
      IMENV_WEBHOOKS_AFTERGROUPMSGREVOKE_ENABLE: 'false',
    });
  });
});

describe('knownTo', () => {
  const released = { released: true, fires: true };
  const unreleased = { released: false, fires: true };
  const dead = { released: true, fires: false };

  it('leaves out what a version does not have, and what nothing sends', () => {
    expect(knownTo('main', [released, unreleased, dead])).toEqual([released, unreleased]);
    expect(knownTo('3.8.3', [released, unreleased, dead])).toEqual([released]);
  });
});
