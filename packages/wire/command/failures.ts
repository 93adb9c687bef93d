/** A command line that makes no sense: exit status 2. */
export class UsageError extends Error {}

/** What was asked makes sense, and cannot be done: exit status 1. */
export class CommandError extends Error {}
