import { addAppOptions } from '../../webhooks/app/app-options.js';
import { pause, wholeNumber } from '../numbers.js';
import type { RegisterCommand } from '../register-command.js';
import { HELP } from './help.js';
import { runDoctor, type DoctorOptions } from './run-doctor.js';

/** `openim-callback doctor`: what is wrong with a webhooks.yml and with the way to a running app. */
export const registerDoctor: RegisterCommand = (program, io, finish) => {
  const command = program
    .command('doctor')
    .description('find what is wrong with a webhooks.yml, and with the way to a running app')
    .option('--config <file>', 'the webhooks.yml to check')
    .option('--url <url>', 'send probes to the app that runs here, through whatever stands before it')
    .option('--probe', 'send probes to the url of the file');
  addAppOptions(command)
    .option('--idle <seconds>', 'how long a connection is left idle; 0 skips this', pause, 61)
    .option('--body-limit <bytes>', 'the largest body to send', wholeNumber, 8 * 1024 * 1024)
    .option('--rate <events>', 'events a second that one OpenIM process has to send', wholeNumber)
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions) => finish(await runDoctor(options, io)));
};
