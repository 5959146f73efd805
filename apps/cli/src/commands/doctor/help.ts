/** What `doctor --help` says after the options. */
export const HELP = `
Give --config, --url or both; --app or --listen lets it compare the file with what the app listens to.
Probes are callbacks of a command that OpenIM does not have. The module answers them itself: they pass its access
control and reach no listener and no inbox. Most of the time goes by waiting on an idle connection (--idle).

Exit codes:
  0    nothing is wrong
  1    something is
  2    the command line is wrong, or the file or app cannot be read

Examples:
  $ openim-callback doctor --config config/webhooks.yml --app dist/app.module.js#AppModule
  $ openim-callback doctor --config config/webhooks.yml --probe
  $ openim-callback doctor --url https://chat.example.com/callbackExample --idle 0 --json | jq '.findings[].code'`;
