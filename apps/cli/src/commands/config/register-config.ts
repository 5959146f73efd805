import { Option } from 'commander';
import { addAppOptions } from '../../webhooks/app/app-options.js';
import type { RegisterCommand } from '../register-command.js';
import { HELP } from './help.js';
import { runConfig, type ConfigOptions } from './run-config.js';

/** `openim-callback config`: the webhooks.yml that an app needs. */
export const registerConfig: RegisterCommand = (program, io, finish) => {
  const command = program
    .command('config')
    .description('write the webhooks.yml that enables what an app listens to, and nothing else')
    .option(
      '--url <url>',
      'where OpenIM reaches the app; needed unless --merge names a file that has a good one',
    );
  addAppOptions(command)
    .option('--merge <file>', 'change this webhooks.yml, keeping its comments and order')
    .option('--write', 'write to that file instead of printing it')
    .addOption(new Option('--env', 'print IMENV_WEBHOOKS_... variables').conflicts(['merge', 'write']))
    .addHelpText('after', HELP)
    .action(async (options: ConfigOptions) => finish(await runConfig(options, io)));
};
