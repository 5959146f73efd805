/** @import { AcceptedEvent } from '../../../libs/openim-callback/dist/esm/inbox.js' */

/**
 * What one writes first: the event as a job, with what is needed to deliver it, and nothing about order, repetitions
 * or replicas.
 *
 * @param {AcceptedEvent} event
 */
export const plainJob = ({ id, command, operationID, orderingKey, receivedAt, query, raw }) => ({
  name: command,
  data: { id, command, operationID, orderingKey, receivedAt, query, body: raw.toString() },
  opts: { removeOnComplete: true, removeOnFail: true },
});
