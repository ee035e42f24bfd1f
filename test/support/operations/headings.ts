/** Who types what is below which heading of docs/operations.md: test/deploy/operations has a file for each. */
export const headings = {
  eachDay: [
    ...['Is it well?', 'Connections', 'Growth', 'Trim', 'Vacuum', 'Doctor', 'Keys', 'The lake'],
    ...['What runs in the database', 'Who holds the feed back', 'What keeps the log', 'The replica'],
    'Webhooks that fail',
  ],
  badDay: [
    ...[
      'The archive',
      'A base backup',
      'What was written behind the triggers',
      'A wrong bulk change',
      'To a moment',
      'One listing',
    ],
    ...['What was ended since', 'In place of the database', 'Try it'],
  ],
  move: ['A dump', 'From a dump'],
} as const;
