const EXIT_CODES = `
Exit codes:
  0    done; for list also when there is nothing to list
  1    nothing matched, or the answer to the question was no
  2    the command line is wrong; nothing was done
  3    the inbox cannot be used: missing, damaged, another program's, of another version, no driver for it`;

const FILTERS = `
Filters (a dead letter must match all that are given):
  --command takes the name on the wire as it arrived, or the key in webhooks.yml.
  --reason is any part of the reason; letter case does not count.
  --since and --until go by when it was given up: 90s, 15m, 2h, 3d or 1w ago, or a time like 2026-07-01,
  2026-07-01T10:00 or 2026-07-01T12:00:00+02:00, in UTC unless it says otherwise.`;

/** What `dead-letters --help` says after the subcommands. */
export const GROUP_HELP = `
--file is that of sqliteInbox({ file }); of an older version of the package it cannot be used until the app has been
started with this one. --redis is the Redis of bullmqInbox({ connection }), and needs:
npm install nestjs-openim-callback-bullmq bullmq ioredis. --postgres is the PostgreSQL of bullmqInbox({ postgres }), and
needs: npm install nestjs-openim-callback-bullmq bullmq pg. The app may run meanwhile.
${EXIT_CODES}

Examples:
  $ openim-callback dead-letters list --file data/openim-inbox.db --since 2h
  $ openim-callback dead-letters redrive --file data/openim-inbox.db --listener ReceiptsListener.onRead
  $ openim-callback dead-letters list --redis redis://127.0.0.1:6379/0
  $ openim-callback dead-letters list --postgres postgres://app@127.0.0.1:5432/app`;

/** What `dead-letters list --help` says after the options. */
export const LIST_HELP = `${FILTERS}
${EXIT_CODES}

Examples:
  $ openim-callback dead-letters list --file inbox.db --kind unusable
  $ openim-callback dead-letters list --file inbox.db --json | jq -r '.[].body.userID'`;

/** What `dead-letters show --help` says after the options. */
export const SHOW_HELP = `
This prints the whole callback, the content of messages included: mind who reads along, and where it is logged.
${EXIT_CODES}

Examples:
  $ openim-callback dead-letters show 0b7c9f5e-6d0f-4c3b-9f0e-5a3f6a0c1d2e --file inbox.db
  $ openim-callback dead-letters show 0b7c9f5e-6d0f-4c3b-9f0e-5a3f6a0c1d2e --file inbox.db --raw > body.json`;

/** What `dead-letters redrive --help` says after the options. */
export const REDRIVE_HELP = `${FILTERS}

Undelivered events go to the listener that gave them up, with a new count of attempts. Unusable callbacks are
read again, and are dead letters again if they still cannot be. The app delivers: the one that runs on the file,
within its pollInterval, or on the Redis or PostgreSQL, or the next that starts.
${EXIT_CODES}

Examples:
  $ openim-callback dead-letters redrive --file inbox.db --reason ECONNREFUSED --since 2h
  $ openim-callback dead-letters redrive --file inbox.db --all`;

/** What `dead-letters purge --help` says after the options. */
export const PURGE_HELP = `${FILTERS}

What is deleted is gone for good. On a terminal it asks first, unless --yes; elsewhere it needs --yes.
${EXIT_CODES}

Examples:
  $ openim-callback dead-letters purge --file inbox.db --until 30d
  $ openim-callback dead-letters purge --file inbox.db --all --yes`;

/** What `dead-letters replay --help` says after the options. */
export const REPLAY_HELP = `${FILTERS}

The bytes that came are sent again, one callback after the other and the oldest first, as OpenIM would: to --to, "/" and
the command. Several dead letters of one event are sent once. Dead letters stay where they are: purge deletes them. Those
whose command could not be made out are left out. With --edition enterprise and --sign each is signed anew, as trigger does.

Exit codes (when several apply, the highest):
  0    OpenIM would go on, or the events were delivered
  1    a refusal or a panic; or nothing matched
  2    the command line is wrong; nothing was sent
  3    no answer in time, or one that OpenIM cannot read; or the inbox cannot be used
  130  Ctrl-C; what there is so far was printed

Examples:
  $ openim-callback dead-letters replay --file inbox.db --to http://127.0.0.1:3000/callbackExample --since 2h
  $ openim-callback dead-letters replay --file inbox.db --to $STAGING --id 0b7c9f5e-6d0f-4c3b-9f0e-5a3f6a0c1d2e`;
