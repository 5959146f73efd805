/** What `config --help` says after the options. */
export const HELP = `
Give --app or --listen. Loading an app runs the code of its modules (imports, decorators), but makes no provider:
no connection is opened and nothing listens. Listeners in what a factory returns are seen only if it is provided
as their class.
What --merge changes, and what only a person can, is told on stderr.

Exit codes:
  0    done
  1    written, but something is left that only a person can repair; stderr says what
  2    the command line is wrong, or the app or file cannot be read; nothing was written

Examples:
  $ openim-callback config --app dist/app.module.js#AppModule --url http://10.0.0.5:10006/callbackExample
  $ openim-callback config --app dist/app.module.js --merge config/webhooks.yml --write
  $ openim-callback config --listen afterSingleMsgRead,beforeSendSingleMsg --url $URL --env`;
