/** The major version of the Node that a part of a report was measured with. */
export const majorOf = ({ run }) => /^v(\d+)/.exec(run.machine.node)[1];
