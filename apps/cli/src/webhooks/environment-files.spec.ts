import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readEnvironment } from './environment-files.js';

describe('readEnvironment', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environment-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Saves files and reads the first. */
  async function read(
    files: Readonly<Record<string, readonly string[]>>,
    shell: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, string>> {
    for (const [name, lines] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), lines.join('\n'));
    }
    const { variables } = await readEnvironment(join(folder, Object.keys(files)[0] ?? ''), shell);
    return Object.fromEntries(
      variables.map(({ name, value, place }) => [
        name.replace('IMENV_WEBHOOKS_', ''),
        `${value} ${place.file.slice(folder.length + 1)}:${place.line}:${place.column}`,
      ]),
    );
  }

  it('reads .env as Compose does', async () => {
    expect(
      await read({
        '.env': [
          '# of OpenIM',
          'HOST=10.0.0.5',
          'MONGO_URI=mongodb://x',
          'IMENV_WEBHOOKS_URL="http://${HOST}:1/a b" # the app',
          "  export IMENV_WEBHOOKS_AFTERQUITGROUP_ENABLE='$true'",
          'IMENV_WEBHOOKS_AFTERQUITGROUP_TIMEOUT= 5 # seconds',
          'IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE=',
          'imenv_webhooks_x=1',
        ],
      }),
    ).toEqual({
      URL: 'http://10.0.0.5:1/a b .env:4:1',
      AFTERQUITGROUP_ENABLE: '$true .env:5:1',
      AFTERQUITGROUP_TIMEOUT: '5 .env:6:1',
      AFTERADDFRIEND_ENABLE: ' .env:7:1',
      imenv_webhooks_x: '1 .env:8:1',
    });
  });

  it('reads lists, mappings, anchors and files of a compose file', async () => {
    expect(
      await read(
        {
          'docker-compose.yml': [
            'x-webhooks: &webhooks',
            '  IMENV_WEBHOOKS_URL: http://${HOST:-nowhere}:${PORT:-10006}/cb$$',
            '  IMENV_WEBHOOKS_AFTERQUITGROUP_ENABLE: true',
            '  IMENV_WEBHOOKS_AFTERQUITGROUP_TIMEOUT: 5',
            'services:',
            '  mongo: { image: mongo }',
            '  openim-server:',
            '    env_file:',
            '      - webhooks.env',
            '      - { path: ./none.env, required: false }',
            '    environment:',
            '      <<: *webhooks',
            '      IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE:',
          ],
          'webhooks.env': [
            'IMENV_WEBHOOKS_AFTERQUITGROUP_TIMEOUT=9',
            'IMENV_WEBHOOKS_AFTERREVOKEMSG_ENABLE=true',
          ],
          '.env': ['HOST=dotenv', 'PORT='],
        },
        { HOST: 'shell', IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE: 'true' },
      ),
    ).toEqual({
      URL: 'http://shell:10006/cb$ docker-compose.yml:2:3',
      AFTERQUITGROUP_ENABLE: 'true docker-compose.yml:3:3',
      AFTERQUITGROUP_TIMEOUT: '5 docker-compose.yml:4:3',
      AFTERREVOKEMSG_ENABLE: 'true webhooks.env:2:1',
      AFTERADDFRIEND_ENABLE: 'true docker-compose.yml:13:7',
    });
    expect(
      await read({
        'list.yml': [
          'services:',
          '  openim-server:',
          '    environment:',
          '      - IMENV_WEBHOOKS_URL=http://h/cb?a=b',
          '      - "IMENV_WEBHOOKS_AFTERQUITGROUP_ENABLE=${ON+true}"',
          '      - IMENV_WEBHOOKS_AFTERADDFRIEND_ENABLE',
        ],
      }),
    ).toEqual({ URL: 'http://h/cb?a=b list.yml:4:9', AFTERQUITGROUP_ENABLE: ' list.yml:5:9' });
  });

  it('takes services that say the same for one, and no others', async () => {
    const service = (name: string, url: string): string[] => [
      `  ${name}:`,
      `    environment: [ "IMENV_WEBHOOKS_URL=${url}" ]`,
    ];
    expect(
      await read({
        'same.yml': ['services:', ...service('msg', 'http://h'), ...service('user', 'http://h')],
      }),
    ).toEqual({ URL: 'http://h same.yml:3:20' });
    await expect(
      read({ 'other.yml': ['services:', ...service('msg', 'http://h'), ...service('user', 'http://i')] }),
    ).rejects.toThrow('several services have variables IMENV_WEBHOOKS_..., and not the same');
  });

  it.each([
    [['url: http://h/cb'], 'is neither a compose file, with services, nor one of variables'],
    [[''], 'is neither a compose file'],
    [['HOST=h'], 'has no variables IMENV_WEBHOOKS_...: give --config with the webhooks.yml'],
    [['services:', '  a: { image: x }'], 'has no variables IMENV_WEBHOOKS_'],
    [['services:', '  a: { env_file: none.env }'], 'none.env'],
    [['services:', '  a: *b'], 'there is no anchor &b'],
  ])('refuses %j', async (lines, reason) => {
    await expect(read({ 'some.yml': lines })).rejects.toThrow(reason);
  });
});
